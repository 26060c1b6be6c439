# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.bank_base.tests.common import count_queries

from .common import NUMBER, SmsCommon


@tagged("post_install", "-at_install")
class TestSmsGate(SmsCommon):
    """SMS to clients ask the gate when they are written and when they are sent."""

    def _consent(self, state="given"):
        self.env["bank.consent"]._enter(
            self.client, purpose="marketing", state=state, method="phone", recording="R"
        )

    def test_marketing_is_refused_while_it_is_written(self):
        composer = self._compose(contact_purpose="marketing")
        self.assertIn("No consent", composer.contact_blockers)
        with self.assertRaisesRegex(UserError, "No consent"):
            composer.action_send_sms()
        self.assertFalse(self.gateway.taken)
        self._consent()
        self._compose(contact_purpose="marketing").action_send_sms()
        self.assertEqual(len(self.gateway.taken), 1)
        row = self.client.interaction_ids
        self.assertEqual((row.purpose, row.direction), ("marketing", "out"))
        self.assertEqual((row.channel_id.code, row.user_id), ("sms", self.manager))
        self.assertEqual(row.subject, "Your card is ready")

    def test_service_needs_no_consent(self):
        self._compose().action_send_sms()
        self.assertEqual(len(self.gateway.taken), 1)
        self.assertEqual(self.client.interaction_ids.purpose, "service")

    def test_asked_again_when_it_is_sent(self):
        self._consent()
        marketing = self.env["mail.message"]._with_contact_purpose("marketing")
        sms = self._create_sms().with_context(marketing.env.context)
        sms = sms.create({"number": NUMBER, "body": "x", "partner_id": self.client.id})
        self.assertEqual(sms.contact_purpose, "marketing")
        self._consent("withdrawn")
        sms.send()
        self.assertEqual((sms.state, sms.failure_type), ("canceled", "bank_gate"))
        self.assertIn("withdrawn", sms.failure_reason)
        self.assertFalse(self.gateway.taken)
        self.assertFalse(self.client.interaction_ids)

    def test_the_note_says_why_it_was_held_back(self):
        self._suppress()
        client = self.client.with_user(self.manager)
        message = client._message_sms("By the way", partner_ids=self.client.ids)
        note = message.sudo().notification_ids
        self.assertEqual(note.notification_status, "canceled")
        self.assertEqual(note.failure_type, "bank_gate")
        self.assertIn("Lawsuit", note.failure_reason)
        self.assertFalse(self.gateway.taken)

    def test_of_many_the_blocked_are_left_out_and_listed(self):
        self.colleague_client.write(
            {"phone": "8 916 765-43-21", "country_id": self.client.country_id.id}
        )
        self._suppress()
        composer = self._compose(
            composition_mode="mass",
            res_id=False,
            res_ids=str((self.client | self.colleague_client).ids),
        )
        self.assertIn("Lawsuit", composer.contact_blockers)
        composer.action_send_sms_mass_now()
        ((_headers, body),) = self.gateway.taken
        self.assertEqual(body["to"], "+79167654321")
        held = self.env["sms.sms"].search([("partner_id", "=", self.client.id)])
        self.assertEqual((held.state, held.failure_type), ("canceled", "bank_gate"))
        self.assertIn("Lawsuit", held.failure_reason)

    def test_a_contact_of_the_client_is_judged_as_he_is(self):
        contact = self.env["res.partner"].create(
            {"name": "Wife", "parent_id": self.client.id, "phone": "8 916 111-22-33"}
        )
        self._suppress()
        sms = self._create_sms(partner_id=contact.id, number="+79161112233")
        sms.send()
        self.assertEqual(sms.failure_type, "bank_gate")

    def test_the_law_is_not_held_back_and_a_code_is_not_kept(self):
        self._suppress()
        for purpose in ("statutory", "security"):
            sms = self._create_sms(contact_purpose=purpose, body="Code 4711")
            sms.send()
            self.assertEqual(sms.state, "pending")
        rows = self.client.interaction_ids.grouped("purpose")
        self.assertEqual(rows["statutory"].subject, "Code 4711")
        self.assertEqual(rows["security"].subject, "SMS")

    def test_an_action_goes_on_without_the_blocked(self):
        self._suppress()
        model = self.env["ir.model"]._get("res.partner")
        template = self.env["sms.template"].create(
            {"name": "t", "model_id": model.id, "body": "Hello"}
        )
        action = self.env["ir.actions.server"].create(
            {
                "name": "t",
                "model_id": model.id,
                "state": "sms",
                "sms_method": "comment",
                "sms_template_id": template.id,
            }
        )
        action.with_context(
            active_model="res.partner",
            active_id=self.client.id,
            active_ids=self.client.ids,
        ).run()
        self.assertFalse(self.gateway.taken)
        # and the same key of a caller's opens nothing
        forged = self._compose().with_context(bank_sms_by_action=True)
        forged.action_send_sms()
        self.assertFalse(self.gateway.taken)

    def test_two_of_one_run_are_counted_as_two(self):
        self._consent()
        self.env["bank.contact.policy"].search(
            [("purpose", "=", "marketing"), ("channel_id.code", "=", "sms")]
        ).limit_day = 1
        marketing = self.env["mail.message"]._with_contact_purpose("marketing")
        rows = self.env["sms.sms"].with_context(marketing.env.context)
        rows = rows.create(
            [
                {"number": NUMBER, "body": body, "partner_id": self.client.id}
                for body in ("first", "second")
            ]
        )
        rows.send()
        self.assertEqual(rows.mapped("failure_type"), [False, "bank_gate"])
        self.assertIn("limit", rows[1].failure_reason)
        self.assertEqual(len(self.gateway.taken), 1)

    def test_facts_of_all_are_read_at_once(self):
        def count(number):
            pairs = [
                (client, client.phone)
                for client in (
                    self._create_client(
                        f"Client {row}", phone=f"8 916 555-{row:02}-{number}"
                    )
                    for row in range(number)
                )
            ]
            find = self.env["sms.sms"]._find_blocked
            return count_queries(self.env, lambda: find(pairs, ["marketing"] * number))

        self.assertEqual(count(10), count(40))

    # ------------------------------------------------------------ forgeries
    def test_purpose_is_not_claimed(self):
        for user in (self.manager, self.head):
            with self.assertRaises(AccessError):
                self._compose(user, contact_purpose="statutory").action_send_sms()
        self._suppress()
        forged = {
            "bank_contact_purpose": "statutory",
            "default_contact_purpose": "statutory",
        }
        client = self.client.with_user(self.manager).with_context(**forged)
        message = client._message_sms("By the way", partner_ids=self.client.ids)
        self.assertEqual(message.sudo().contact_purpose, "service")
        with self.assertRaises(AccessError):
            composers = self.env["sms.composer"].with_user(self.manager)
            composers.with_context(**forged).create(
                {"res_model": "res.partner", "res_id": self.client.id, "body": "x"}
            ).action_send_sms()
        sms = self.env["sms.sms"].search([("partner_id", "=", self.client.id)])
        self.assertEqual(set(sms.mapped("contact_purpose")), {"service"})
        self.assertFalse(self.gateway.taken)

    def test_an_administrator_of_the_system_claims_no_purpose(self):
        admin = new_test_user(self.env, "sms_admin", "base.group_system")
        sms = self._create_sms().with_user(admin)
        with self.assertRaises(AccessError):
            sms.contact_purpose = "statutory"
        with self.assertRaises(AccessError):
            sms.create({"number": NUMBER, "contact_purpose": "security"})

    def test_a_number_typed_elsewhere_is_the_clients_all_the_same(self):
        self._suppress()
        stranger = self.env["res.partner"].create({"name": "Nobody"})
        for partner in (self.env["res.partner"], stranger, self.colleague_client):
            sms = self._create_sms(partner_id=partner.id, number="8 (916) 123-45-67")
            sms.send()
            self.assertEqual(sms.failure_type, "bank_gate")
        with self.assertRaisesRegex(UserError, "Lawsuit"):
            self._compose(
                composition_mode="numbers", res_id=False, numbers=NUMBER
            ).action_send_sms()
        self.assertFalse(self.gateway.taken)

    def test_nothing_is_learned_of_a_client_beyond_the_wall(self):
        self.other_client.write(
            {"phone": "+79165550011", "country_id": self.env.ref("base.ru").id}
        )
        self._suppress(self.other_client)
        composer = self._compose(
            composition_mode="numbers", res_id=False, numbers="+79165550011"
        )
        self.assertEqual(
            composer.contact_blockers, "+79165550011 may not be contacted."
        )
        message = self.client.with_user(self.manager)._message_sms(
            "By the way", sms_numbers=["+79165550011"]
        )
        for note in message.sudo().notification_ids:
            self.assertEqual(note.failure_type, "bank_gate")
            self.assertNotIn("Lawsuit", note.failure_reason)
