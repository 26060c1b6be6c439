# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Identity first, and which process an application follows."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import LoanCommon


class IdentityCommon(LoanCommon):
    """A client with a passport and a deal about a deposit, which asks for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # an update leaves them as drafts: a bank puts them into force itself
        for kind in ("deposit_person", "account_company"):
            process = cls.env.ref(f"bank_loan_pipeline.bank_application_process_{kind}")
            if process.state == "draft":
                process.action_publish()
        cls.passport = cls._create_passport(cls.client, "45 10 123456")
        cls.deposit = cls._create_deal(
            product_id=cls.other_product.id, amount=1000, term_months=12
        )

    @classmethod
    def _create_passport(cls, client, number, **values):
        documents = cls.env["bank.identity.document"].with_user(cls.manager)
        return documents.create(
            {
                "partner_id": client.id,
                "type_id": cls.env.ref("bank_crm_core.bank_identity_type_passport").id,
                "number_input": number,
                "date_issued": "2010-06-01",
                **values,
            }
        )

    def _identify(self, verdict="confirmed", deal=None, user=None, **values):
        deal = (deal or self.deposit).with_user(user or self.manager)
        values = {"document": self.passport, "reason": "", **values}
        deal._identify(verdict, values["document"], values["reason"])

    @classmethod
    def _create_process(cls, name, **values):
        process = cls.env["bank.application.process"].create(
            {
                "name": name,
                "stage_ids": [
                    Command.create({"name": "Data"}),
                    Command.create({"name": "Ready", "sequence": 20}),
                ],
                **values,
            }
        )
        process.action_publish()
        return process


@tagged("post_install", "-at_install")
class TestIdentity(IdentityCommon):
    def test_without_an_identity_nothing_starts(self):
        with self.assertRaisesRegex(UserError, "not confirmed yet"):
            self._create_application(self.deposit)
        self._identify("rejected", reason="The photograph is of somebody else")
        with self.assertRaisesRegex(UserError, "somebody else"):
            self._create_application(self.deposit)
        self._identify()
        application = self._create_application(self.deposit)
        self.assertEqual(application.amount, 1000)
        with self.assertRaisesRegex(UserError, "An application is in work"):
            self._identify("rejected", reason="Another thought")

    def test_what_was_taken_back_does_not_pass_by_a_rejection(self):
        self._identify()
        application = self._create_application(self.deposit).with_user(self.manager)
        application.action_withdraw()
        self._identify("rejected", reason="The photograph is of somebody else")
        for way in (
            application.action_reopen,
            application.action_unarchive,
            lambda: application.write({"active": True}),
            lambda: application.sudo().write({"active": True}),
        ):
            with self.assertRaisesRegex(UserError, "somebody else"):
                way()
        with self.assertRaisesRegex(UserError, "somebody else"):
            self._create_application(self.deposit)
        self._identify()
        application.action_reopen()
        self.assertTrue(application.active)

    def test_what_was_taken_back_does_not_pass_to_another_client(self):
        self._identify()
        application = self._create_application(self.deposit).with_user(self.manager)
        application.action_withdraw()
        other = self._create_client("Other", manager_id=self.manager.id)
        self.deposit.with_user(self.manager).partner_id = other
        passport = self._create_passport(other, "45 10 123459")
        self._identify(document=passport)
        with self.assertRaisesRegex(UserError, "another client"):
            application.action_reopen()

    def test_a_deal_without_identity_holds_up_no_other_deal(self):
        """Which one it is, is told on the screen and to who moves many."""
        draft = self.process.action_new_version()
        draft = self.env["bank.process"].browse(draft["res_id"])
        draft._get_stages()[1].makes_application = True
        draft.action_publish()
        terms = {"product_id": self.other_product.id, "amount": 1000, "term_months": 12}
        good = self._create_deal(name="Seen", **terms)
        bad = self._create_deal(name="Not seen", **terms)
        self._identify(deal=good)
        self.assertFalse(good.gate_blockers)
        self.assertIn("“Identify”", bad.gate_blockers[0]["reason"])
        applications = self.env["bank.application"].with_user(self.manager)
        with self.assertRaisesRegex(UserError, "^Not seen: .*“Identify”"):
            applications.create([{"deal_id": deal.id} for deal in (good, bad)])
        self.assertEqual(list((good | bad)._move_free()), bad.ids)
        self.assertTrue(good.application_ids)
        self.assertEqual(bad.stage_id, draft._get_stages()[0])
        self._identify(deal=bad)
        self.assertTrue(bad.can_move_next)

    def test_what_was_refused_does_not_pass_by_a_rejection(self):
        self._create_process(
            "Identity first",
            identity_first=True,
            trade="credit",
            product_category_ids=[Command.set(self.category.ids)],
            stage_ids=[
                Command.create({"name": "Data"}),
                Command.create({"name": "Review", "sequence": 20, "is_review": True}),
            ],
        )
        deal = self._create_deal(amount=300_000, term_months=24)
        self._identify(deal=deal)
        application = self._create_application(deal)
        self._send(application)
        self._decide(application, "reject")
        self._identify("rejected", deal=deal, reason="The photograph is not his")
        with self.assertRaisesRegex(UserError, "is not his"):
            application.action_request_approval()

    def test_a_rejection_has_a_reason_and_a_confirmation_a_document(self):
        other = self._create_client("Other", manager_id=self.manager.id)
        foreign = self._create_passport(other, "45 10 123457")
        old = self._create_passport(
            self.client, "45 10 123458", date_issued="2004-06-01", is_main=False
        )
        old.sudo().date_expiry = "2005-01-01"
        for verdict, document, reason in (
            ("rejected", self.passport, "  no "),
            ("confirmed", self.passport.browse(), "He is known to me"),
            ("confirmed", foreign, ""),
            ("confirmed", old, ""),
            ("maybe", self.passport, "I am not sure"),
        ):
            with self.subTest(verdict=verdict, reason=reason):
                with self.assertRaises(UserError):
                    self._identify(verdict, document=document, reason=reason)
        self.assertFalse(self.deposit.identity_verdict)

    def test_it_is_written_down_for_good(self):
        self._identify("rejected", reason="The photograph is of somebody else")
        self._identify()
        self.assertEqual(self.deposit.identity_user_id, self.manager)
        decisions = self.env["bank.decision"].search(
            [("kind", "=", "identity"), ("res_id", "=", self.deposit.id)]
        )
        self.assertEqual(len(decisions), 2)
        self.assertNotIn("photograph", "".join(decisions.mapped("payload")))

    def test_another_client_is_identified_anew(self):
        self._identify()
        other = self._create_client("Other", manager_id=self.manager.id)
        self.deposit.with_user(self.manager).partner_id = other
        with self.assertRaisesRegex(UserError, "another client"):
            self._create_application(self.deposit)

    def test_who_acts_for_a_company(self):
        company = self._create_client(
            "Firm", client_kind="company", manager_id=self.manager.id
        )
        deal = self._create_deal(partner_id=company.id)
        nobody = self.passport.browse()
        with self.assertRaisesRegex(UserError, "by what power"):
            self._identify(deal=deal, document=nobody)
        self._identify(deal=deal, document=nobody, reason="Director by the charter")
        self.assertFalse(deal._get_identity_blocker())

    def test_nobody_forges_an_identity(self):
        for values in (
            {"identity_verdict": "confirmed"},
            {"identity_partner_id": self.client.id},
            {"identity_user_id": self.head.id},
            {"identity_date": "2026-01-01"},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                with self.env.cr.savepoint():
                    self.deposit.with_user(self.manager).write(values)
        forged = (
            self.env["crm.lead"]
            .with_user(self.manager)
            .with_context(default_identity_verdict="confirmed")
            .create(
                {
                    "name": "Deposit",
                    "partner_id": self.client.id,
                    "product_id": self.other_product.id,
                }
            )
        )
        self.assertFalse(forged.identity_verdict)
        for user in (self.colleague, self.stranger, self.operator, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._identify(user=user)

    def test_the_dialog_proposes_the_document(self):
        action = self.deposit.with_user(self.manager).action_identify()
        dialog = (
            self.env[action["res_model"]]
            .with_user(self.manager)
            .with_context(**action["context"])
            .create({})
        )
        self.assertEqual(dialog.document_id, self.passport)
        dialog.action_confirm()
        self.assertEqual(self.deposit.identity_document_id, self.passport)

    def test_a_stage_may_wait_for_it(self):
        check = self.env.ref("bank_loan_pipeline.bank_check_identity_deal")
        self._start_process(check)
        deal = self._create_deal(amount=300_000, term_months=24)
        with self.assertRaisesRegex(UserError, "not confirmed yet"):
            deal.action_next_stage()
        self._identify(deal=deal)
        self.assertFalse(check._find_failures_identity(deal))
        with self.assertRaises(ValidationError):
            check.copy({"model_id": self.env["ir.model"]._get_id("res.partner")})


@tagged("post_install", "-at_install")
class TestApplicationProcess(IdentityCommon):
    def test_a_deposit_of_a_person(self):
        self._identify()
        application = self._create_application(self.deposit, amount=0)
        with self.assertRaisesRegex(UserError, "amount"):
            application.action_next_stage()
        application.amount = 1000
        application.action_next_stage()
        application.action_next_stage()
        self.assertFalse(application._get_next_stage())
        self.assertFalse(application.payment)

    def test_an_account_of_a_company_is_reviewed_and_decided_on(self):
        company = self._create_client(
            "Firm", client_kind="company", manager_id=self.manager.id
        )
        product = self._create_product(
            name="Account", code="t_account", trade="account"
        )
        deal = self._create_deal(partner_id=company.id, product_id=product.id)
        self._identify(
            deal=deal, document=self.passport.browse(), reason="Director by the charter"
        )
        application = self._create_application(deal)
        application.action_next_stage()
        with self.assertRaisesRegex(UserError, "Know your client"):
            application.action_next_stage()
        company.sudo().write({"kyc_outcome": "served", "kyc_date_next": "2999-01-01"})
        application.invalidate_recordset()
        application.action_next_stage()
        application.action_request_approval()
        self._decide(application)
        application.action_next_stage()
        self.assertFalse(application._get_next_stage())

    def test_the_nearest_process_is_taken(self):
        find = self.env["bank.application.process"]._find_for
        shipped = self.env.ref("bank_loan_pipeline.bank_application_process_credit")
        product, client = self.product, self.client
        self.env["bank.application.process"].search(
            [("trade", "=", "credit"), ("id", "!=", shipped.id)]
        ).filtered(lambda row: row.state == "published").action_retire()
        self.assertEqual(find(product, client), shipped)
        self._create_process("Companies", client_kind="company")
        self.assertEqual(find(product, client), shipped)
        persons = self._create_process("Persons", client_kind="person")
        self.assertEqual(find(product, client), persons)
        young = self._create_process(
            "Young", client_domain="[('birth_date', '>', '1980-01-01')]"
        )
        self.assertEqual(find(product, client), young)
        client.birth_date = "1970-05-20"
        self.assertEqual(find(product, client), persons)
        own = self._create_process(
            "Category", product_category_ids=[Command.set(self.category.ids)]
        )
        self.assertEqual(find(product, client), own)
        self.assertEqual(find(self.other_product, client).trade, "deposit")

    def test_a_process_in_force_does_not_change(self):
        process = self._create_process("Persons", client_kind="person")
        for values in (
            {"client_kind": "company"},
            {"client_domain": "[('id', '=', 1)]"},
            {"identity_first": True},
            {"product_category_ids": [Command.set(self.category.ids)]},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                process.write(values)
        draft = process.browse(process.action_new_version()["res_id"])
        self.assertEqual(draft.client_kind, "person")
        with self.assertRaises(ValidationError):
            draft.client_domain = "[('nothing', '=', 1)]"
