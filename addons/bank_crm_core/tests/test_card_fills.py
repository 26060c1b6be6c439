# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import fields
from odoo.tests import Form, tagged

from odoo.addons.mail.tests.common import MailCommon

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestCardFills(BankCoreCommon, MailCommon):
    """Sections of the card fill themselves as the work with the client goes on: nobody
    writes a line of them into the card.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.write({"email": "petr@example.com", "source_key": "fills"})
        cls.soon = fields.Date.today() + timedelta(days=5)
        cls.currency = cls.env.company.currency_id.name

    def _read(self):
        """Return the lists of the card as its reader gets them."""
        self.env.flush_all()
        self.env.invalidate_all()
        form = self.env.ref("bank_crm_core.res_partner_view_form_client")
        with Form(self.client.with_user(self.operator), view=form) as card:
            return {
                name: len(getattr(card, name))
                for name in card._view["fields"]
                if name.startswith("card_") and name.endswith("_ids")
            }

    def _assert_filled(self, before, *names):
        after = self._read()
        for name in names:
            with self.subTest(section=name):
                self.assertGreater(after[name], before[name])

    def test_a_call_and_what_follows_from_it(self):
        before = self._read()
        calls = self.env["bank.phone.call"].with_user(self.manager)
        call = calls.browse(calls.register("8 495 700-00-77")["res_id"])
        call.partner_id = self.client
        call.note = "Asked for a loan"
        call.action_attach()
        self.env["bank.interaction.note"].with_user(self.manager).create(
            {
                "partner_id": self.client.id,
                "subject": "Loan",
                "promised": "The terms",
                "date_promised": self.soon,
                "date_next": self.soon,
            }
        ).action_save()
        self._assert_filled(before, "card_interaction_ids", "card_obligation_ids")
        self.assertEqual(len(self.client.phone_ids), 2)
        self.assertEqual(
            self.client.activity_ids.filtered("summary").user_id, self.manager
        )

    def test_a_letter_that_was_sent(self):
        before = self._read()
        with self.mock_mail_gateway():
            self.client.with_user(self.manager).message_post(
                body="The terms",
                partner_ids=self.client.ids,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
            self.env["mail.mail"].search([("state", "=", "outgoing")]).send()
        self._assert_filled(before, "card_interaction_ids")

    def test_what_he_takes_pays_and_has_with_the_bank(self):
        before = self._read()
        agreement = self._create_agreement(arrears=10)
        agreement.sudo().source_key = "fills-agreement"
        own = {"partner": "fills", "currency": self.currency}
        for model, row in (
            (
                "bank.account",
                {**own, "number": "40817810000000000001", "state": "open"},
            ),
            (
                "bank.operation",
                {
                    "account": "fills-1",
                    "date": "2026-03-03 10:00:00",
                    "amount": -5.0,
                    "kind": "card",
                },
            ),
            (
                "bank.agreement.payment",
                {
                    "agreement": "fills-agreement",
                    "date": self.soon,
                    "amount": 10.0,
                    "kind": "schedule",
                    "state": "due",
                },
            ),
            (
                "bank.preapproved.offer",
                {
                    **own,
                    "product": self.product.code,
                    "amount_limit": 1000.0,
                    "date_end": self.soon,
                },
            ),
        ):
            report = self.env[model]._upsert([{"source_key": "fills-1", **row}])
            self.assertEqual(report["created"], 1, report)
        self._assert_filled(
            before,
            "card_agreement_ids",
            "card_account_ids",
            "card_operation_ids",
            "card_payment_ids",
            "card_preapproved_ids",
            "card_credit_ids",
        )
        self.assertTrue(self.client.card_alerts)

    def test_whom_he_is_seen_with(self):
        before = self._read()
        firm = self._create_client("ООО Ромашка", client_kind="company")
        action = firm.with_user(self.manager).action_add_relation()
        director = self.env["bank.relation.type"].search([("code", "=", "director")])
        lines = self.env["bank.relation.add"].with_user(self.manager)
        lines.with_context(**action["context"]).create(
            {"role": f"{director.id}:from", "other_id": self.client.id}
        ).action_save()
        self._assert_filled(before, "card_relation_ids")

    def test_a_review_and_a_consent(self):
        before = self._read()
        self.env["bank.consent"]._enter(
            self.client,
            purpose="marketing",
            state="given",
            method="phone",
            recording="R",
        )
        self.env["bank.kyc.review"].with_user(self.manager).create(
            {"partner_id": self.client.id, "rating": "low"}
        )
        self._assert_filled(before, "card_consent_ids", "card_kyc_ids")
