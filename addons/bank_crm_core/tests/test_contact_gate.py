# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
from datetime import datetime, timedelta
from functools import partial

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.service.model import call_kw
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.bank_base.tests.common import count_queries

from .common import BankCoreCommon
from .test_dossier import PDF

# a Tuesday, noon in Moscow
NOON = "2026-03-03 09:00:00"


@tagged("post_install", "-at_install")
@freeze_time(NOON)
class TestContactGate(BankCoreCommon):
    """May the bank contact this client now? Answers and the entries behind them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.write({"tz": "Europe/Moscow", "email": "petr@example.com"})
        cls.channels = {
            channel.code: channel for channel in cls.env["bank.channel"].search([])
        }

    def _enter(self, state="given", channel=None, client=None, **values):
        channel_id = self.channels[channel].id if channel else False
        return self.env["bank.consent"]._enter(
            client or self.client,
            state=state,
            channel_id=channel_id,
            **{
                "purpose": "marketing",
                "method": "phone",
                "recording": "R-1",
                **values,
            },
        )

    def _ask(self, channel, purpose="marketing", product=None):
        return self.client._get_contact_blocker(channel, purpose, product)

    def _suppress(self, **values):
        return self.env["bank.suppression"].create(
            {"partner_id": self.client.id, "reason": "Mourning", **values}
        )

    def test_marketing_needs_a_consent_of_its_channel(self):
        self.assertIn("No consent", self._ask("sms"))
        self._enter(channel="email")
        self.assertIn("No consent", self._ask("sms"))
        self.assertFalse(self._ask("email"))
        self.assertFalse(self._ask("sms", "service"))

    def test_what_the_client_said_last_holds(self):
        self._enter(date=datetime(2026, 1, 1))
        self.assertFalse(self._ask("sms"))
        self._enter("withdrawn", channel="sms", date=datetime(2026, 2, 1))
        self.assertIn("withdrawn on", self._ask("sms"))
        self.assertFalse(self._ask("email"))
        self._enter(date=datetime(2026, 1, 15))
        self.assertIn("withdrawn on", self._ask("sms"))

    def test_consent_ends_by_its_date(self):
        self._enter(date=datetime(2026, 1, 1), date_expiry="2026-03-02")
        self.assertIn("ended on", self._ask("sms"))

    def test_a_topic_covers_the_products_below_it(self):
        below = self.env["bank.product.category"].create(
            {"name": "Car", "code": "t_car", "parent_id": self.category.id}
        )
        product = self._create_product(category_id=below.id)
        self._enter(product_category_id=self.category.id)
        self.assertFalse(self._ask("sms", product=product))
        self.assertIn("No consent", self._ask("sms"))
        self._enter("withdrawn", product_category_id=below.id)
        self.assertIn("withdrawn", self._ask("sms", product=product))
        self.assertFalse(self._ask("sms", product=self.product))

    def test_withdrawn_processing_of_data_stops_marketing(self):
        self._enter()
        self._enter("withdrawn", purpose="personal_data")
        self.assertIn("personal data", self._ask("email"))
        self.assertFalse(self._ask("email", "service"))

    def test_quiet_hours_are_those_of_the_client(self):
        self._enter()
        self.assertFalse(self._ask("phone"))
        self.client.tz = "Asia/Vladivostok"
        self.assertFalse(self._ask("phone"), "19:00 there")
        self.client.tz = "Asia/Kamchatka"
        self.assertIn("21:00", self._ask("phone"))
        self.assertFalse(self._ask("phone", "service"))
        self.assertFalse(self._ask("email"))
        with freeze_time("2026-03-07 16:00:00"):
            self.client.tz = "Europe/Moscow"
            self.assertIn("10:00 to 18:00", self._ask("phone"), "a Saturday")

    def test_hours_to_call_are_not_hours_to_write(self):
        self.client.write({"contact_hour_from": 14, "contact_hour_to": 16})
        self.assertIn("14:00", self._ask("phone", "service"))
        self.assertFalse(self._ask("email", "service"))

    def test_limits_count_what_stands_before(self):
        self._enter()
        now = datetime.fromisoformat(NOON)
        for days in (2, 3):
            self.client._log_interaction(
                channel="sms", subject="x", direction="out", date=now - timedelta(days)
            )
        self.client._log_interaction(channel="sms", subject="x", direction="in")
        self.assertIn("2 contacts in 7 days", self._ask("sms"))
        self.assertFalse(self._ask("sms", "service"))
        policy = self.env.ref("bank_crm_core.bank_contact_policy_marketing_sms")
        policy.priority = 5
        self.assertFalse(self._ask("sms"), "service does not use up what stands first")

    def test_suppression_has_a_scope_and_an_end(self):
        row = self._suppress(channel_id=self.channels["sms"].id, date_end="2026-03-10")
        self.assertIn("Mourning", self._ask("sms", "service"))
        self.assertFalse(self._ask("email", "service"))
        with freeze_time("2026-03-11 09:00:00"):
            self.assertFalse(self._ask("sms", "service"))
        row.with_user(self.manager).action_lift()
        self.assertFalse(self._ask("sms", "service"))
        self.assertEqual(row.lifted_by_id, self.manager)
        self._suppress(purpose="marketing")
        self.assertIn("Mourning", self._ask("email"))
        self.assertFalse(self._ask("email", "service"))

    def test_stock_lists_are_honoured(self):
        self._enter()
        self.env["mail.blacklist"].create({"email": "petr@example.com"})
        self.assertIn("on the list", self._ask("email"))
        self.assertFalse(self._ask("sms"))
        self.env["phone.blacklist"].create({"number": "+79161234567"})
        self.assertIn("on the list", self._ask("sms", "service"))

    def test_what_the_law_requires_is_never_blocked(self):
        self._suppress()
        self.env["mail.blacklist"].create({"email": "petr@example.com"})
        for purpose in ("statutory", "security"):
            self.assertFalse(self._ask("email", purpose))
        with self.assertRaises(ValueError):
            self._ask("email", "whatever")

    def test_a_contact_is_judged_by_his_client(self):
        contact = self.env["res.partner"].create(
            {"name": "Accountant", "parent_id": self.client.id}
        )
        self.assertIn("No consent", contact._get_contact_blocker("sms", "marketing"))
        self._enter()
        self.assertFalse(contact._get_contact_blocker("email", "marketing"))

    def test_ten_clients_cost_what_one_costs(self):
        clients = self.client
        for index in range(9):
            clients |= self._create_client(f"Client {index}")
        for client in clients[::2]:
            self._enter(client=client)
            self.env["bank.suppression"].create(
                {"partner_id": client.id, "reason": "x", "channel_id": 1}
            )
        counts = []
        for some in (clients[:1], clients):
            ask = partial(some._get_contact_blockers, "email", "marketing")
            counts.append(count_queries(self.env, ask))
        self.assertEqual(len(ask()), 5)
        self.assertEqual(counts[0], counts[1])
        self.assertLess(counts[1], 20)

    # ------------------------------------------------------------ entering
    def _give(self, user=None, **values):
        wizard = (
            self.env["bank.consent.give"]
            .with_user(user or self.manager)
            .create({"partner_id": self.client.id, **values})
        )
        wizard.action_save()
        return self.client.consent_ids

    def _create_paper(self, client):
        paper = self.env["bank.document"].create(
            {
                "res_model": "res.partner",
                "res_id": client.id,
                "type_id": self.env["bank.document.type"].search([], limit=1).id,
            }
        )
        paper._add_version(base64.b64decode(PDF), "consent.pdf")
        return paper

    def test_consent_is_given_with_a_paper_of_the_dossier(self):
        with self.assertRaisesRegex(UserError, "proof"):
            self._give()
        foreign = self._create_paper(self.colleague_client)
        with self.assertRaisesRegex(ValidationError, "dossier of this client"):
            self._give(document_id=foreign.id)
        paper = self._create_paper(self.client)
        channels = self.channels["sms"] | self.channels["email"]
        rows = self._give(document_id=paper.id, channel_ids=channels.ids)
        self.assertEqual(rows.channel_id, channels)
        self.assertEqual(rows.user_id, self.manager)
        self.assertFalse(self._ask("sms"))

    def test_withdrawn_in_one_click(self):
        row = self._enter(channel="sms")
        row.with_user(self.operator).action_withdraw()
        self.assertEqual(self.client.consent_ids[:1].user_id, self.operator)
        self.assertIn("withdrawn", self._ask("sms"))
        self.assertEqual(len(self.client.consent_ids), 2)

    def test_a_withdrawal_in_the_very_second_holds(self):
        self._enter()
        self._enter("withdrawn")
        self.assertIn("withdrawn", self._ask("email"))

    # ------------------------------------------------------------ forgeries
    def test_entries_are_not_forged(self):
        row = self._enter()
        consents = self.env["bank.consent"]
        values = {
            "partner_id": self.client.id,
            "purpose": "marketing",
            "state": "given",
            "method": "phone",
            "recording": "R",
            "user_id": self.head.id,
        }
        for user in (self.manager, self.head, self.administrator):
            with self.assertRaises(AccessError):
                call_kw(consents.with_user(user), "create", [values], {})
            with self.assertRaises(AccessError):
                call_kw(
                    consents.with_user(user), "write", [row.ids, {"date": NOON}], {}
                )
            with self.assertRaises(AccessError):
                call_kw(consents.with_user(user), "unlink", [row.ids], {})
        with self.assertRaises(AccessError):
            row.sudo().write({"state": "withdrawn"})
        with self.assertRaises(AccessError):
            row.sudo().unlink()
        with self.assertRaises(ValidationError):
            self._enter(date=datetime(2026, 3, 4))
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._enter(recording=False)

    def test_nobody_enters_for_clients_he_does_not_work_with(self):
        row = self._enter(client=self.other_client)
        for user in (self.manager, self.employee, self.auditor):
            with self.assertRaises(AccessError):
                self.env["bank.consent.give"].with_user(user).create(
                    {"partner_id": self.other_client.id, "state": "withdrawn"}
                ).action_save()
        for user in (self.manager, self.auditor):
            with self.assertRaises(AccessError):
                row.with_user(user).action_withdraw()
        self.assertFalse(
            self.env["bank.consent"]
            .with_user(self.manager)
            .search([("id", "=", row.id)])
        )
        # a task lets a stranger read the client, not speak for him
        self.client.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.stranger.id
        )
        self.assertTrue(self.client.with_user(self.stranger).has_access("read"))
        with self.assertRaises(AccessError):
            self._give(user=self.stranger, state="withdrawn")
        with self.assertRaises(AccessError):
            self.env["bank.suppression"].with_user(self.stranger).create(
                {"partner_id": self.client.id, "reason": "x"}
            )

    def test_a_suppression_is_lifted_by_who_answers_for_the_client(self):
        row = self._suppress()
        with self.assertRaises(AccessError):
            row.with_user(self.operator).action_lift()
        with self.assertRaises(AccessError):
            call_kw(
                row.browse().with_user(self.manager),
                "write",
                [row.ids, {"date_end": "2026-03-03"}],
                {},
            )
        forged = (
            self.env["bank.suppression"]
            .with_user(self.operator)
            .with_context(default_date_lifted=NOON)
            .create({"partner_id": self.client.id, "reason": "x", "date_lifted": NOON})
        )
        self.assertFalse(forged.date_lifted)
        row.with_user(self.head).action_lift()
        self.assertTrue(row.date_lifted)

    def test_policies_are_the_administrators(self):
        policy = self.env.ref("bank_crm_core.bank_contact_policy_marketing_sms")
        with self.assertRaises(AccessError):
            policy.with_user(self.head).is_consent_needed = False
        before = self.env["bank.decision"].search_count([("kind", "=", "config")])
        policy.with_user(self.administrator).limit_week = 3
        after = self.env["bank.decision"].search_count([("kind", "=", "config")])
        self.assertEqual(after, before + 1)

    # ------------------------------------------------------------ screen
    def test_card_says_whether_we_may_call_now(self):
        row = self._enter(channel="phone")
        self._suppress(channel_id=self.channels["email"].id)
        client = self.client.with_user(self.manager)
        rows = {row["code"]: row for row in client.contact_gate}
        self.assertFalse(rows["phone"]["marketing"])
        self.assertIn("No consent", rows["sms"]["marketing"])
        self.assertFalse(rows["sms"]["service"])
        self.assertEqual(rows["email"]["service_kind"], "suppression")
        self.assertNotIn("atm", rows)
        self.assertEqual(client.card_consent_ids, row)

    def test_note_of_a_contact_asks_the_gate(self):
        note = (
            self.env["bank.interaction.note"]
            .with_user(self.manager)
            .create(
                {
                    "partner_id": self.client.id,
                    "direction": "out",
                    "purpose": "marketing",
                    "subject": "Offer",
                }
            )
        )
        self.assertIn("No consent", note.blocker)
        note.direction = "in"
        self.assertFalse(note.blocker)
        note.write({"direction": "out", "purpose": "service"})
        self.assertFalse(note.blocker)
        note.action_save()
        self.assertEqual(self.client.interaction_ids.purpose, "service")

    def test_merged_clients_bring_what_they_said(self):
        self._enter("withdrawn", client=self.colleague_client, purpose="personal_data")
        self._enter(channel="email")
        merge = self.env["bank.client.merge"]
        moved = merge._find_foreign_keys()
        self.assertIn(("bank_consent", "partner_id"), moved)
        self.assertIn(("bank_suppression", "partner_id"), moved)
