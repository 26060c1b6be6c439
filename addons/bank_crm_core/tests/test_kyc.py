# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
from ast import literal_eval
from datetime import date, datetime

from lxml import etree

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.service.model import call_kw
from odoo.tests import freeze_time, tagged

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-01")
class TestKyc(BankCoreCommon):
    """Reviews of clients: dated, not to be changed, by somebody else than the manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reviewer = cls._create_user(
            "reviewer", "bank_crm_core.group_crm_kyc_reviewer", cls.branch
        )

    def _draft(self, client=None, user=None, **values):
        return (
            self.env["bank.kyc.review"]
            .with_user(user or self.manager)
            .create(
                {
                    "partner_id": (client or self.client).id,
                    "rating": "low",
                    "outcome": "accepted",
                    "conclusion": "Salary of a teacher, known for years",
                    **values,
                }
            )
        )

    def _conclude(self, client=None, **values):
        review = self._draft(client, **values).with_user(self.reviewer)
        review.action_conclude()
        return review

    def _call(self, user, model, method, *args, **kwargs):
        return call_kw(self.env[model].with_user(user), method, list(args), kwargs)

    def test_a_review_sets_risk_and_the_next_one(self):
        self.assertEqual(self.client.kyc_state, "none")
        for rating, day in (
            ("low", date(2027, 3, 1)),
            ("medium", date(2027, 3, 1)),
            ("high", date(2026, 9, 1)),
            ("critical", date(2026, 6, 1)),
        ):
            review = self._conclude(rating=rating)
            self.assertEqual(review.date_next, day)
            self.assertEqual(review.reviewer_id, self.reviewer)
            self.assertEqual(self.client.risk_rating, rating)
            self.assertEqual(self.client.kyc_date_next, day)
        decisions = self.env["bank.decision"].search([("kind", "=", "kyc")])
        self.assertEqual(len(decisions), 4)
        payload = json.loads(decisions[:1].payload)
        self.assertEqual(
            (payload["rating"], payload["next"]), ("critical", "2026-06-01")
        )
        self.assertNotIn("teacher", decisions[:1].payload)

    def test_the_bank_sets_its_own_cadence(self):
        cadence = self.env.ref("bank_crm_core.bank_kyc_cadence_low")
        cadence.with_user(self.administrator).months = 36
        self.assertEqual(self._conclude().date_next, date(2029, 3, 1))
        logged = self.env["bank.decision"].search(
            [("kind", "=", "config"), ("res_model", "=", "bank.kyc.cadence")], limit=1
        )
        self.assertEqual(logged.actor_id, self.administrator.id)

    def test_the_state_follows_the_date(self):
        self._conclude(rating="critical")
        partners = self.env["res.partner"].with_user(self.manager)
        for today, state in (
            ("2026-03-02", "valid"),
            ("2026-05-02", "due"),
            ("2026-06-01", "due"),
            ("2026-06-02", "overdue"),
        ):
            with freeze_time(today):
                self.env.invalidate_all()
                self.assertEqual(self.client.kyc_state, state)
                found = partners.search([("kyc_state", "=", state)])
                self.assertIn(self.client, found)
                others = partners.search([("kyc_state", "!=", state)])
                self.assertNotIn(self.client, others)
                warning = self.client.card_kyc_warning
                self.assertEqual(bool(warning), state != "valid")

    def test_who_concludes(self):
        review = self._draft()
        for user in (self.manager, self.head, self.colleague):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                review.with_user(user).action_conclude()
        self.manager.group_ids += self.env.ref("bank_crm_core.group_crm_kyc_reviewer")
        with self.assertRaises(UserError) as caught:
            review.action_conclude()
        self.assertIn("manager of this client", str(caught.exception))
        elsewhere = self._create_user(
            "elsewhere", "bank_crm_core.group_crm_kyc_reviewer", self.other_branch
        )
        with self.assertRaises(AccessError):
            review.with_user(elsewhere).action_conclude()

    def test_what_a_verdict_needs(self):
        for values, message in (
            ({"rating": False}, "Rate the risk"),
            ({"outcome": False}, "Rate the risk"),
            ({"conclusion": "ok"}, "in a few words"),
        ):
            with self.subTest(values=values), self.assertRaises(UserError) as caught:
                self._conclude(**values)
            self.assertIn(message, str(caught.exception))

    def test_a_concluded_review_stays(self):
        review = self._conclude()
        model, ids = "bank.kyc.review", review.ids
        for user in (self.manager, self.reviewer, self.head):
            for vals in ({"rating": "high"}, {"conclusion": "x"}, {"state": "draft"}):
                with self.subTest(vals=vals), self.assertRaises(AccessError):
                    self._call(user, model, "write", ids, vals)
            with self.assertRaises(AccessError):
                self._call(user, model, "unlink", ids)
        with self.assertRaises(AccessError):
            review.sudo().rating = "high"

    def test_nobody_writes_a_verdict_around_the_button(self):
        review = self._draft()
        for vals in (
            {"state": "done"},
            {"date": "2026-01-01"},
            {"reviewer_id": self.head.id},
            {"date_next": "2036-01-01"},
        ):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                self._call(self.reviewer, "bank.kyc.review", "write", review.ids, vals)
        for method, args in (
            ("write", [{"partner_id": self.colleague_client.id}]),
            ("write", [{"rating": "low"}]),
            ("unlink", []),
        ):
            with self.subTest(method=method), self.assertRaises(AccessError):
                self._call(self.colleague, "bank.kyc.review", method, review.ids, *args)
        forged = {
            "default_state": "done",
            "default_reviewer_id": self.head.id,
            "default_date_next": "2036-01-01",
        }
        vals = {"partner_id": self.client.id, "rating": "low"}
        made = self._call(
            self.manager, "bank.kyc.review", "create", vals, context=forged
        )
        made = self.env["bank.kyc.review"].browse(made)
        self.assertEqual(made.state, "draft")
        self.assertFalse(made.reviewer_id or made.date_next)
        with self.assertRaises(AccessError):
            vals["partner_id"] = self.colleague_client.id
            self._call(self.manager, "bank.kyc.review", "create", vals)

    def test_nobody_types_a_rating(self):
        client = self.client
        for vals in (
            {"risk_rating": "low"},
            {"kyc_date_next": "2036-01-01"},
            {"kyc_outcome": "accepted"},
            {"is_pep": False},
            {"date_confirmed": "2026-01-01"},
            {"confirmed_by_id": self.head.id},
        ):
            for user in (self.manager, self.head):
                with self.subTest(vals=vals), self.assertRaises(AccessError):
                    self._call(user, "res.partner", "write", client.ids, vals)
        vals = {"name": "New", "client_kind": "person", "risk_rating": "low"}
        with self.assertRaises(AccessError):
            self._call(self.manager, "res.partner", "create", vals)
        context = {"default_risk_rating": "low", "default_kyc_date_next": "2036-01-01"}
        vals = {"name": "New", "client_kind": "person"}
        made = self._call(self.manager, "res.partner", "create", vals, context=context)
        made = self.env["res.partner"].browse(made)
        self.assertFalse(made.risk_rating or made.kyc_date_next)

    def test_a_due_review_is_a_task_once(self):
        self._conclude(rating="critical")
        kind = self.env.ref("bank_crm_core.mail_activity_type_kyc")
        partners = self.env["res.partner"]
        self.patch(self.registry["ir.cron"], "_commit_progress", lambda *a, **k: 1)

        def tasks():
            return self.client.activity_ids.filtered(
                lambda task: task.activity_type_id == kind
            )

        partners._cron_remind_reviews()
        self.assertFalse(tasks())
        with freeze_time("2026-05-15"):
            for _time in range(2):
                partners._cron_remind_reviews()
            self.assertEqual(len(tasks()), 1)
            self.assertEqual(tasks().user_id, self.manager)
            self.assertEqual(tasks().date_deadline, date(2026, 6, 1))
            self._conclude()
            self.assertFalse(tasks())

    def test_a_gate_asks_for_a_review(self):
        check = self.env["bank.check"].create(
            {
                "name": "Reviewed",
                "model_id": self.env["ir.model"]._get_id("bank.agreement"),
                "kind": "kyc",
            }
        )
        agreement = self._create_agreement()
        self.assertIn("never reviewed", check._find_failures(agreement)[agreement.id])
        self._conclude(rating="critical")
        self.assertFalse(check._find_failures(agreement))
        with freeze_time("2026-07-01"):
            self.env.invalidate_all()
            self.assertTrue(check._find_failures(agreement))
        self._conclude(outcome="refused", rating="high")
        self.assertIn("not to be", check._find_failures(agreement)[agreement.id])
        with self.assertRaises(ValidationError):
            check.model_id = self.env["ir.model"]._get_id("bank.product")

    def test_a_merge_keeps_the_last_verdict(self):
        steward = self._create_user(
            "steward", "bank_crm_core.group_crm_data_steward", self.region
        )
        twin = self._create_client("Щербаков П.")
        self._conclude()
        with freeze_time("2026-03-10"):
            self._conclude(twin, rating="high")
        merges = self.env["bank.client.merge"].with_user(steward)
        cards = (self.client | twin).with_user(steward)
        merge = merges._create_draft(cards, self.client)
        self.assertNotIn("risk_rating", merge.field_ids.mapped("name"))
        merge.action_merge()
        self.assertEqual(self.client.risk_rating, "high")
        self.assertEqual(len(self.client.kyc_review_ids), 2)
        merge.action_undo("Two brothers")
        self.assertEqual(self.client.risk_rating, "low")
        self.assertEqual(twin.risk_rating, "high")

    def test_the_data_are_confirmed_by_the_button(self):
        ours = self.client | self.colleague_client
        self.assertEqual(self._filter("not_confirmed", ours), ours)
        self.client.with_user(self.manager).action_confirm_data()
        self.assertEqual(self.client.confirmed_by_id, self.manager)
        for user in (self.colleague, self.operator):
            with self.assertRaises(AccessError):
                self.client.with_user(user).action_confirm_data()
        self.assertEqual(self.client.date_confirmed, datetime(2026, 3, 1))
        self.assertEqual(self._filter("not_confirmed", ours), self.colleague_client)
        with freeze_time("2027-02-28"):
            self.assertEqual(self._filter("not_confirmed", ours), self.colleague_client)
        with freeze_time("2027-03-03"):
            self.assertEqual(self._filter("not_confirmed", ours), ours)

    def _filter(self, name, clients):
        """Return those of the clients whom a filter of the list leaves."""
        partners = self.env["res.partner"].with_user(self.manager)
        view = self.env.ref("bank_crm_core.res_partner_view_search_client")
        arch = etree.fromstring(partners.get_view(view.id, "search")["arch"])
        (node,) = arch.xpath(f"//filter[@name='{name}']")
        domain = literal_eval(node.get("domain"))
        return partners.search([*domain, ("id", "in", clients.ids)])

    def test_whose_data_are_missing_is_found(self):
        born = {"birth_date": date(1980, 5, 17), "phone": "8 916 000-00-01"}
        firm = {"client_kind": "company", "phone": "8 916 000-00-02"}
        complete = self._create_client("Полный Пётр", **born)
        complete |= self._create_client("ООО Полная", inn="7707083893", **firm)
        missing = self._create_client("Без Даты", phone="8 916 000-00-03")
        missing |= self._create_client("Без Связи", birth_date=date(1980, 5, 17))
        missing |= self._create_client("ООО Без ИНН", **firm)
        found = self._filter("data_missing", complete | missing)
        self.assertEqual(found, missing)
