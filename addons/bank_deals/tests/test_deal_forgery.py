# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from functools import partial

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from .common import DealCommon

REFUSED = UserError  # an AccessError is one, too


@tagged("post_install", "-at_install")
class TestDealForgery(DealCommon):
    """What a dishonest employee tries over RPC."""

    def setUp(self):
        super().setUp()
        self.deal = self._create_deal()
        self.leads = self.env["crm.lead"]

    def _call(self, user, model, method, *args, context=None, **kwargs):
        if context is not None:
            kwargs["context"] = context
        return call_kw(self.env[model].with_user(user), method, list(args), kwargs)

    def _users(self):
        sales = self._create_user(
            "sales_admin", "sales_team.group_sale_manager", self.branch
        )
        return (self.manager, self.head, sales)

    def test_the_stage_is_not_written_past_the_gate(self):
        for user in self._users():
            for context in ({}, {"install_mode": True}, {"import_file": True}):
                with self.assertRaises(REFUSED, msg=user.login):
                    self._call(
                        user,
                        "crm.lead",
                        "write",
                        self.deal.ids,
                        {"stage_id": self.agreement.id},
                        context=context,
                    )
        self.assertEqual(self.deal.stage_id, self.need)

    def test_a_deal_is_not_created_won(self):
        values = {
            "name": "x",
            "type": "opportunity",
            "product_id": self.product.id,
            "partner_id": self.client.id,
        }
        for user in (self.manager, self.head):
            with self.assertRaises(REFUSED):
                self._call(
                    user,
                    "crm.lead",
                    "create",
                    {**values, "stage_id": self.agreement.id},
                )
            created = self._call(
                user,
                "crm.lead",
                "create",
                values,
                context={
                    "default_stage_id": self.agreement.id,
                    "default_process_id": False,
                    "default_probability": 100,
                },
            )
            deal = self.leads.browse(created)
            self.assertEqual(deal.stage_id, self.need)
            self.assertEqual(deal.process_id, self.process)
            self.assertEqual(deal.won_status, "pending")

    def test_what_plans_and_terms_count_by_is_not_typed(self):
        branch = self.deal.branch_id
        for values in (
            {"won_status": "won"},
            {"date_closed": "1990-01-01"},
            {"day_close": 1},
            {"branch_id": self.other_branch.id},
        ):
            for user in (self.manager, self.head):
                with self.subTest(values=values), self.assertRaises(REFUSED):
                    self._call(user, "crm.lead", "write", self.deal.ids, values)
        self.assertEqual(self.deal.won_status, "pending")
        self.assertFalse(self.deal.date_closed)
        self.assertEqual(self.deal.branch_id, branch)

    def test_a_deal_does_not_begin_as_closed(self):
        values = {
            "name": "Forged",
            "type": "opportunity",
            "partner_id": self.client.id,
            "product_id": self.product.id,
        }
        forged = {"date_closed": "1990-01-01"}
        with self.assertRaises(REFUSED):
            self._call(self.manager, "crm.lead", "create", {**values, **forged})
        defaults = self.env["ir.default"].with_user(self.manager)
        defaults.set("crm.lead", "date_closed", "1990-01-01 00:00:00", user_id=True)
        created = self._call(
            self.manager,
            "crm.lead",
            "create",
            values,
            context={"default_date_closed": "1990-01-01", "default_won_status": "won"},
        )
        deal = self.leads.browse(created)
        self.assertFalse(deal.date_closed)
        self.assertEqual(deal.won_status, "pending")

    def test_own_defaults_choose_neither_stage_nor_process(self):
        defaults = self.env["ir.default"].with_user(self.manager)
        defaults.set("crm.lead", "stage_id", self.agreement.id, user_id=True)
        defaults.set("crm.lead", "process_id", False, user_id=True)
        deal = self._create_deal()
        self.assertEqual(deal.stage_id, self.need)
        self.assertEqual(deal.process_id, self.process)

    def test_the_process_is_not_taken_off(self):
        for value in (False, self.process.copy().id):
            with self.assertRaises(REFUSED):
                self._call(
                    self.manager,
                    "crm.lead",
                    "write",
                    self.deal.ids,
                    {"process_id": value, "stage_id": self.agreement.id},
                )
        with self.assertRaises(REFUSED):
            self._call(
                self.manager, "crm.lead", "write", self.deal.ids, {"product_id": False}
            )
        self.assertEqual(self.deal.process_id, self.process)

    def test_a_stock_won_stage_is_no_way_out(self):
        stock = self.env["crm.stage"].search(
            [("process_id", "=", False), ("is_won", "=", True)], limit=1
        )
        self.assertTrue(stock)
        with self.assertRaises(REFUSED):
            self._call(
                self.manager, "crm.lead", "write", self.deal.ids, {"stage_id": stock.id}
            )

    def test_the_team_does_not_move_the_deal(self):
        team = self.env["crm.team"].create({"name": "T"})
        self.env["crm.stage"].create(
            {"name": "Team won", "is_won": True, "team_ids": team.ids, "sequence": 0}
        )
        self._call(
            self.manager, "crm.lead", "write", self.deal.ids, {"team_id": team.id}
        )
        self.env.flush_all()
        self.assertEqual(self.deal.stage_id, self.need)

    def test_is_won_is_not_switched(self):
        sales = self._create_user(
            "sales_admin", "sales_team.group_sale_manager", self.branch
        )
        for user in (sales, self.administrator):
            for values in (
                {"is_won": True},
                {"process_id": False},
                {"check_exit_ids": [(5,)]},
            ):
                with self.assertRaises(REFUSED):
                    self._call(user, "crm.stage", "write", self.need.ids, values)
            with self.assertRaises(REFUSED):
                self._call(
                    user,
                    "crm.stage",
                    "create",
                    {"name": "x", "process_id": self.process.id, "is_won": True},
                )
        self.assertEqual(self.deal.won_status, "pending")

    def test_what_is_not_on_sale_is_not_sold(self):
        draft = self.product.copy({"name": "Draft", "code": "t_draft"})
        self.assertEqual(draft.state, "draft")
        gone = self._create_product(name="Gone", category_id=self.category.id)
        gone.action_retire()
        line = {"deal_id": self.deal.id, "amount": 5, "term_months": 1}
        facilities = self.env["bank.deal.facility"].with_user(self.manager)
        for product in (draft, gone):
            values = {"product_id": product.id}
            for number, call in enumerate(
                (
                    partial(self._create_deal, **values),
                    partial(self.deal.write, values),
                    partial(facilities.create, {**line, **values}),
                )
            ):
                with (
                    self.subTest(product=product.name, number=number),
                    self.assertRaisesRegex(UserError, "is not on sale"),
                    self.cr.savepoint(),
                ):
                    call()
        self.product.action_retire()
        self.deal.write({"amount": 7, "product_id": self.product.id})
        self.assertEqual(self._win(self.deal).won_status, "won")

    def test_probability_does_not_win(self):
        with self.assertRaises(REFUSED):
            self._call(
                self.manager, "crm.lead", "write", self.deal.ids, {"probability": 100}
            )
        self.assertEqual(self.deal.won_status, "pending")

    def test_lost_with_extra_values_does_not_win(self):
        with self.assertRaises(REFUSED):
            self._call(
                self.manager,
                "crm.lead",
                "action_set_lost",
                self.deal.ids,
                lost_reason_id=self.reason.id,
                stage_id=self.agreement.id,
            )

    def test_an_agreement_is_not_forged(self):
        values = {
            "number": "F-1",
            "partner_id": self.client.id,
            "product_id": self.product.id,
            "currency_id": self.env.company.currency_id.id,
            "deal_id": self.deal.id,
        }
        for user in (*self._users(), self.administrator, self.operator):
            with self.assertRaises(REFUSED):
                self._call(user, "bank.agreement", "create", values)
            with self.assertRaises(REFUSED):
                self._call(user, "bank.agreement", "_open_from_deal", values)
            with self.assertRaises(REFUSED):
                self._call(
                    user,
                    "crm.lead",
                    "write",
                    self.deal.ids,
                    {"agreement_ids": [(0, 0, values)]},
                )
        with self.assertRaises(REFUSED):
            self._call(self.manager, "crm.lead", "_make_agreements", self.deal.ids)
        self.assertFalse(self.deal.sudo().agreement_ids)

    def test_a_won_deal_stays_as_it_was_won(self):
        self._win(self.deal)
        for values in (
            {"stage_id": self.need.id},
            {"amount": 1},
            {"active": False, "lost_reason_id": self.reason.id},
            {"partner_id": self.other_client.id},
        ):
            for user in (self.manager, self.head):
                with self.assertRaises(REFUSED, msg=values):
                    self._call(user, "crm.lead", "write", self.deal.ids, values)
        self.assertEqual(self.deal.won_status, "won")

    def test_another_branchs_client_gets_no_deal(self):
        with self.assertRaises(REFUSED):
            self._create_deal(partner_id=self.other_client.id)
        with self.assertRaises(REFUSED):
            self._call(
                self.manager,
                "crm.lead",
                "write",
                self.deal.ids,
                {"partner_id": self.other_client.id},
            )

    def test_another_branchs_deal_is_out_of_sight(self):
        for method, args in (
            ("read", (self.deal.ids, ["name"])),
            ("write", (self.deal.ids, {"name": "x"})),
            ("action_next_stage", (self.deal.ids,)),
            ("get_blocking_checks", (self.deal.ids,)),
        ):
            with self.assertRaises(AccessError, msg=method):
                self._call(self.stranger, "crm.lead", method, *args)
        self.assertFalse(
            self._call(self.stranger, "crm.lead", "search", [("id", "=", self.deal.id)])
        )
        self.assertFalse(
            self._call(
                self.stranger,
                "crm.activity.report",
                "search",
                [("lead_id", "=", self.deal.id)],
            )
        )

    def test_readers_read_only(self):
        for user in (self.operator, self.auditor):
            self._call(user, "crm.lead", "read", self.deal.ids, ["name"])
            for method, args in (
                ("write", (self.deal.ids, {"name": "x"})),
                ("action_next_stage", (self.deal.ids,)),
                ("unlink", (self.deal.ids,)),
            ):
                with self.assertRaises(AccessError, msg=method):
                    self._call(user, "crm.lead", method, *args)
        with self.assertRaises(AccessError):
            self._call(self.administrator, "crm.lead", "read", self.deal.ids, ["name"])

    def test_nobody_deletes_a_deal_of_a_process(self):
        for user in self._users():
            with self.assertRaises(REFUSED):
                self._call(user, "crm.lead", "unlink", self.deal.ids)

    def test_log_rows_are_not_forged(self):
        for user in (*self._users(), self.administrator, self.auditor):
            with self.assertRaises(AccessError):
                self._call(user, "bank.decision", "create", {"kind": "deal_won"})
