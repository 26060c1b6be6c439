# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import tagged

from .common import DealCommon

REFUSED = UserError  # an AccessError is one, too


@tagged("post_install", "-at_install")
class TestManyForgery(DealCommon):
    """What a dishonest employee tries with a file, with many deals, with lines of one."""

    def setUp(self):
        super().setUp()
        self.deal = self._create_deal(amount=100_000, term_months=12)
        self.other_deal = self._create_deal(
            user=self.stranger, partner_id=self.other_client.id
        )

    def _call(self, model, method, *args, user=None, **context):
        """Call as the web client does; what fails is taken back with its request."""
        records = self.env[model].with_user(user or self.manager)
        with self.cr.savepoint():
            result = call_kw(records, method, list(args), {"context": context})
            self.env.flush_all()
        return result

    def _load(self, names, row):
        return self._call("crm.lead", "load", names, [row], import_file=True)

    def test_a_file_neither_wins_a_deal_nor_says_where_it_began(self):
        number = str(self.deal.id)
        columns = {
            "stage_id/.id": str(self.agreement.id),
            "won_status": "won",
            "begun_from_model": "res.partner",
            "date_closed": "1990-01-01 00:00:00",
            "probability": "100",
            "forecast_said": "sure",
        }
        names = [column.removesuffix("/.id") for column in columns]
        self.assertLessEqual(set(names), set(self.deal._fields))
        self.env.flush_all()
        before = self.deal.sudo().read(names)
        for column, value in columns.items():
            with self.subTest(column=column):
                try:
                    answer = self._load([".id", column], [number, value])
                except REFUSED:
                    continue
                self.assertFalse(answer["ids"], answer)
        self.env.invalidate_all()
        self.assertEqual(self.deal.sudo().read(names), before)
        self.assertEqual(self.deal.stage_id, self.need)
        self.assertEqual(self.deal.won_status, "pending")
        self.assertFalse(self.deal.begun_from_model)
        # a file is read all the same, where the column is the manager's
        self.assertTrue(self._load([".id", "name"], [number, "Renamed"])["ids"])

    def test_a_deal_of_another_branch_is_not_closed_among_ones_own(self):
        both = [self.deal.id, self.other_deal.id]
        lost = {"active": False, "lost_reason_id": self.reason.id}
        with self.assertRaises(AccessError):
            self._call("crm.lead", "write", both, lost)
        with self.assertRaises(AccessError):
            self._call("crm.lead", "action_next_stage", both)
        values = {
            "lead_ids": [Command.set(both)],
            "lost_reason_id": self.reason.id,
        }
        with self.assertRaises(AccessError):
            self._call("crm.lead.lost", "create", [values])
        self.env.invalidate_all()
        for deal in (self.deal, self.other_deal):
            self.assertTrue(deal.active)
            self.assertEqual(deal.won_status, "pending")
            self.assertEqual(deal.stage_id, self.need)

    def test_lines_of_a_deal_bring_neither_rate_nor_answer_nor_agreement(self):
        line = {"product_id": self.product.id, "amount": 5_000}
        agreement = {"number": "F-1", "partner_id": self.client.id, **line}
        for values in (
            {"facility_ids": [Command.create({**line, "rate": 0.01})]},
            {
                "facility_ids": [
                    Command.create(
                        {**line, "agreement_ids": [Command.create(agreement)]}
                    )
                ]
            },
            {"offer_ids": [Command.create({"kind": "final", "state": "accepted"})]},
        ):
            with self.subTest(values=values), self.assertRaises(REFUSED):
                self._call("crm.lead", "write", self.deal.ids, values)
        self.env.invalidate_all()
        self.assertFalse(self.deal.facility_ids)
        self.assertFalse(self.deal.sudo().agreement_ids)
        self.assertFalse(self.deal.offer_ids)

    def test_the_callers_context_fills_no_lines_of_a_deal(self):
        line = {"product_id": self.product.id, "amount": 5_000}
        agreement = {"number": "F-1", "partner_id": self.client.id, **line}
        with self.assertRaises(AccessError):
            self._write_lines(
                {"facility_ids": [Command.create(line)]},
                default_agreement_ids=[Command.create(agreement)],
            )
        self._write_lines({"facility_ids": [Command.create(line)]}, default_rate=0.01)
        offer = Command.create({"kind": "preliminary"})
        self._write_lines({"offer_ids": [offer]}, default_state="accepted")
        self.env.invalidate_all()
        self.assertEqual(self.deal.facility_ids.mapped("rate"), [self.product.rate])
        self.assertFalse(self.deal.sudo().agreement_ids)
        self.assertFalse(self.deal.facility_ids.sudo().agreement_ids)
        self.assertEqual(self.deal.offer_ids.mapped("state"), ["draft"])

    def _write_lines(self, values, **context):
        self._call("crm.lead", "write", self.deal.ids, values, **context)
