# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Further ways past the decision: copies, merges, many together, forged contexts."""

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import tagged

from .test_issue import IssueCommon


@tagged("post_install", "-at_install")
class TestIssueWays(IssueCommon):
    """Each ends where it began: without an agreement."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deal = cls._create_ready_deal()
        cls.won = cls.process._get_stages()[-1]
        cls.precedent = [{"kind": "precedent", "name": "Insurance of the flat"}]

    def _call(self, user, records, method, *args, context=None, **kwargs):
        kwargs = {**kwargs, "context": context or {}}
        model = self.env[records._name].with_user(user)
        with self.env.cr.savepoint():
            return call_kw(model, method, [records.ids, *args], kwargs)

    def _check_not_issued(self, deals=None):
        self.env.flush_all()
        self.env.invalidate_all()
        deals = deals or self.deal
        self.assertFalse(deals.sudo().agreement_ids)
        self.assertEqual({*deals.mapped("won_status")}, {"pending"})

    def test_a_precedent_is_not_taken_away(self):
        """Neither deleted, nor made another, nor hung onto another decision."""
        application = self._approve(self.deal, self.precedent)
        other = self._approve(self._create_ready_deal())
        condition = application.sudo().approval_id.condition_ids
        attempts = (
            ("unlink", ()),
            ("write", ({"state": "met"},)),
            ("write", ({"kind": "covenant"},)),
            ("write", ({"approval_id": other.sudo().approval_id.id},)),
            ("write", ({"res_id": other.id},)),
            ("copy", ()),
        )
        users = (self.manager, self.head, self.underwriter, self.administrator)
        for user in users:
            for method, args in attempts:
                with self.subTest(user=user.login, method=method, args=args):
                    with self.assertRaises(UserError):
                        self._call(user, condition, method, *args)
            rows = [[str(condition.id), "met"]]
            loaded = condition.with_user(user).browse().load([".id", "state"], rows)
            self.assertFalse(loaded["ids"])
            through = {"condition_ids": [Command.delete(condition.id)]}
            with self.assertRaises(UserError):
                self._call(user, application.sudo().approval_id, "write", through)
        self.env.invalidate_all()
        self.assertEqual(condition.state, "open")
        with self.assertRaisesRegex(UserError, "Insurance of the flat"):
            self._call(self.manager, self.deal, "write", {"stage_id": self.won.id})
        self._check_not_issued()

    def test_what_a_context_says_opens_nothing(self):
        application = self._approve(self.deal, self.precedent)
        contexts = (
            {"bank_transition_token": True},
            {"bank_transition_token": "1", "bank_gate_token": "1"},
            {"default_approval_state": "approved", "default_state": "met"},
            {"install_mode": True, "module": "bank_loan_pipeline"},
            {"tracking_disable": True, "mail_notrack": True, "no_reset_password": 1},
            {"allowed_company_ids": [], "active_test": False},
            {"uid": 1, "su": True},
        )
        last = application.process_id._get_stages()[-1]
        for context in contexts:
            for records, values in (
                (self.deal, {"stage_id": self.won.id}),
                (self.deal, {"won_status": "won"}),
                (self.deal, {"probability": 100, "stage_id": self.won.id}),
                (application, {"stage_id": last.id}),
                (application, {"approval_state": "approved"}),
            ):
                with self.subTest(context=context, values=values):
                    self._try_write(records, values, context)
        self._check_not_issued()
        self.assertEqual(application.approval_state, "approved_conditions")
        self.assertNotEqual(application.stage_id, last)

    def _read_standing(self):
        """Where the deal and its applications stand."""
        deal = self.deal.sudo()
        return {
            "deal": (deal.stage_id, deal.won_status, deal.agreement_ids),
            "applications": [
                (row.stage_id, row.approval_state) for row in deal.application_ids
            ],
        }

    def _try_write(self, records, values, context):
        """Refused with a sentence, or without any effect."""
        before = self._read_standing()
        savepoint = self.env.cr.savepoint()
        try:
            self._call(self.manager, records, "write", values, context=context)
        except (UserError, ValueError):
            savepoint.rollback()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self._read_standing(), before)
        savepoint.rollback()
        self.env.invalidate_all()

    def test_a_good_deal_takes_no_bad_one_along(self):
        good = self._approve(self.deal)
        bad_deal = self._create_ready_deal()
        bad = self._approve(bad_deal, self.precedent)
        both = self.deal | bad_deal
        for user in (self.manager, self.head):
            for records, method, args in (
                (both, "write", ({"stage_id": self.won.id},)),
                (both, "action_set_won", ()),
                (good | bad, "action_issue", ()),
            ):
                with self.subTest(user=user.login, method=method):
                    with self.assertRaises(UserError):
                        self._call(user, records, method, *args)
            rows = [[str(deal.id), str(self.won.id)] for deal in both]
            deals = both.with_user(user).browse()
            self.assertFalse(deals.load([".id", "stage_id/.id"], rows)["ids"])
        self._check_not_issued(both)
        # alone, the good one goes its way
        good.action_issue()
        self.assertTrue(self.deal.agreement_ids)
        self.assertFalse(bad_deal.sudo().agreement_ids)

    def test_a_copy_is_not_decided_on(self):
        application = self._approve(self.deal)
        for records in (application, self.deal):
            try:
                self._call(self.manager, records, "copy")
            except UserError:
                continue
        made = self.env["bank.application"].search(
            [("deal_id", "=", self.deal.id), ("id", "!=", application.id)]
        )
        self.assertFalse(made.filtered(lambda row: row.approval_state != "none"))
        deals = self.env["crm.lead"].search(
            [("partner_id", "=", self.client.id), ("id", "not in", self.deal.ids)]
        )
        for deal in deals.with_user(self.manager):
            with self.subTest(deal=deal.id), self.assertRaises(UserError):
                self._call(self.manager, deal, "write", {"stage_id": self.won.id})
        self._check_not_issued(self.deal | deals)

    def test_an_agreement_is_not_copied(self):
        self._approve(self.deal).action_issue()
        agreement = self.deal.agreement_ids
        count = self.env["bank.agreement"].search_count([])
        for user in (self.manager, self.head, self.underwriter, self.administrator):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._call(user, agreement, "copy")
        self.assertEqual(self.env["bank.agreement"].search_count([]), count)

    def test_a_decision_is_not_lent_to_another_deal(self):
        """A small loan that was approved opens the way to no large one."""
        application = self._approve(self.deal)
        large = self._create_ready_deal(amount=900_000)
        for user in (self.manager, self.head):
            for records, values in (
                (application, {"deal_id": large.id}),
                (large, {"application_ids": [Command.link(application.id)]}),
                (large, {"application_ids": [Command.set(application.ids)]}),
            ):
                with self.subTest(user=user.login, values=values):
                    try:
                        self._call(user, records, "write", values)
                    except UserError:
                        self.env.invalidate_all()
                    self.assertEqual(application.deal_id, self.deal)
                    with self.assertRaises(UserError):
                        self._call(user, large, "write", {"stage_id": self.won.id})
        self._check_not_issued(large)

    def test_merged_deals_take_no_foreign_decision(self):
        self._approve(self.deal)
        large = self._create_ready_deal(amount=900_000)
        both = self.deal | large
        try:
            self._call(self.head, both, "merge_opportunity")
        except UserError:
            self.env.invalidate_all()
        for deal in both.exists().with_user(self.head):
            if deal.amount <= 300_000:
                continue
            with self.assertRaises(UserError):
                self._call(self.head, deal, "write", {"stage_id": self.won.id})
        self.assertFalse(both.exists().sudo().agreement_ids)
