# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import freeze_time, tagged

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-03 09:00:00")
class TestEvent(BankCoreCommon):
    """An event with many clients: list, invitation, results."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.marketer = cls._create_user(
            "marketer", "bank_crm_core.group_crm_marketer", cls.branch
        )
        cls.client.email = "client@example.com"
        cls.colleague_client.email = "other@example.com"
        cls.event = (
            cls.env["calendar.event"]
            .with_user(cls.marketer)
            .create(
                {
                    "name": "Evening for Savers",
                    "start": datetime(2026, 3, 10, 15),
                    "stop": datetime(2026, 3, 10, 18),
                    "is_client_event": True,
                }
            )
        )

    def _open(self, button, user=None, **values):
        action = getattr(self.event.with_user(user or self.marketer), button)()
        dialogs = self.env[action["res_model"]].with_user(user or self.marketer)
        return dialogs.with_context(**action["context"]).create(values)

    def _list(self, *clients):
        ids = [client.id for client in clients or (self.client, self.colleague_client)]
        dialog = self._open("action_add_guests", partner_ids=[Command.set(ids)])
        dialog.action_add()
        return self.event.client_guest_ids.sorted(
            lambda guest: ids.index(guest.partner_id.id)
        )

    def _invite(self, blockers=None, channel="email"):
        channel = self.env["bank.channel"].search([("code", "=", channel)])
        gate = self.env.registry["res.partner"]
        with patch.object(
            gate, "_get_contact_blockers", return_value=blockers or {}
        ) as asked:
            dialog = self._open("action_invite_guests", channel_id=channel.id)
            words = dialog.blocked
            dialog.action_invite()
        self.assertEqual(asked.call_args.args[:2], (channel.code, "marketing"))
        return words

    def test_a_segment_is_put_on_the_list_once(self):
        segment = (
            self.env["bank.segment"]
            .with_user(self.marketer)
            .create({"name": "Savers", "kind": "fixed"})
        )
        segment._add_clients(self.client | self.colleague_client)
        self._list(self.client)
        self._open("action_add_guests", segment_id=segment.id).action_add()
        self.assertEqual(
            self.event.client_guest_ids.partner_id, self.client | self.colleague_client
        )
        self.assertEqual(self.event.client_guest_count, 2)

    def test_who_may_not_be_invited_is_listed_with_the_reason(self):
        first, second = self._list()
        words = self._invite({second.partner_id.id: "No consent"})
        self.assertIn("Сидорова Анна: No consent", words)
        self.assertEqual(first.invite_state, "invited")
        self.assertEqual(
            (second.invite_state, second.invite_reason), ("blocked", "No consent")
        )
        mail = self.env["mail.mail"].search([("subject", "ilike", "Evening")])
        self.assertEqual(mail.recipient_ids, self.client)
        self.assertEqual(mail.contact_purpose, "marketing")

    def test_the_gate_itself_is_asked(self):
        """Without a consent to marketing nobody is invited."""
        first, _second = self._list()
        self._open("action_invite_guests").action_invite()
        self.assertEqual(first.invite_state, "blocked")
        self.assertTrue(first.invite_reason)

    def test_by_phone_the_manager_gets_a_task(self):
        self._list(self.client)
        self._invite(channel="phone")
        task = self.client.activity_ids
        self.assertEqual(task.user_id, self.manager)
        self.assertIn("Evening for Savers", task.summary)

    def test_an_event_with_invited_clients_is_not_deleted(self):
        first, second = self._list()
        second.unlink()
        self._invite({first.partner_id.id: "No consent"})
        for user in (self.marketer, self.env.user):
            with self.assertRaisesRegex(UserError, "Archive it instead"):
                call_kw(
                    self.event.browse().with_user(user), "unlink", [self.event.ids], {}
                )
        # nor piece by piece
        with self.assertRaisesRegex(UserError, "stays on the list"):
            first.with_user(self.marketer).unlink()
        with self.assertRaisesRegex(UserError, "stays on the list"):
            self.event.client_guest_ids = [Command.clear()]
        self.event.action_archive()
        self.assertTrue(first.exists())

    def test_an_event_with_results_is_not_deleted_by_a_colleague(self):
        """His own wall hides the guests from him: they would go all the same."""
        (first,) = self._list(self.client)
        first.result = "came"
        with self.assertRaises(UserError):
            self.event.with_user(self.stranger).sudo().unlink()
        first.result = False
        self.event.unlink()
        self.assertFalse(first.exists())

    def test_results_go_onto_the_cards_once(self):
        first, second = self._list()
        first.write({"result": "came", "interest_id": self.category.id, "note": "Fast"})
        second.write({"result": "absent"})
        self.event.action_record_guests()
        self.event.action_record_guests()
        row = self.client.interaction_ids
        self.assertEqual((len(row), row.subject), (1, "Evening for Savers"))
        self.assertIn("Loans", row.summary)
        self.assertIn("Fast", row.summary)
        self.assertEqual(row.date, datetime(2026, 3, 10, 15))
        self.assertEqual(len(self.colleague_client.interaction_ids), 1)
        self.assertEqual(self.client.activity_ids.user_id, self.manager)
        self.assertFalse(self.colleague_client.activity_ids)
        self.assertEqual(self.event.client_came_count, 1)

    def test_it_stands_in_the_calendar_of_events(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_core.calendar_event_action_clients"
        )
        self.assertIn("calendar", action["view_mode"])
        events = self.env["calendar.event"].with_user(self.colleague)
        self.assertIn(self.event, events.search([("is_client_event", "=", True)]))

    def test_each_branch_sees_its_own_on_the_list(self):
        self._list(self.client)
        stranger = self.env["bank.event.guest"].with_user(self.stranger)
        guest = stranger.create(
            {"event_id": self.event.id, "partner_id": self.other_client.id}
        )
        self.env.invalidate_all()
        theirs = self.event.with_user(self.stranger)
        self.assertEqual(theirs.client_guest_ids, guest)
        self.assertEqual(theirs.client_guest_count, 1)
        self.assertFalse(stranger.search([("partner_id", "=", self.client.id)]))

    def test_an_invitation_is_not_forged(self):
        guest = self._list(self.client)
        for values in (
            {"invite_state": "invited"},
            {"interaction_id": False},
            {"partner_id": self.colleague_client.id},
        ):
            with self.assertRaises(AccessError):
                call_kw(
                    guest.browse().with_user(self.marketer),
                    "write",
                    [guest.ids, values],
                    {},
                )
        made = (
            self.env["bank.event.guest"]
            .with_user(self.marketer)
            .with_context(default_invite_state="invited")
            .create({"event_id": self.event.id, "partner_id": self.colleague_client.id})
        )
        self.assertEqual(made.invite_state, "listed")
        with self.assertRaises(AccessError):
            self.env["bank.event.guest"].with_user(self.marketer).create(
                {"event_id": self.event.id, "partner_id": self.other_client.id}
            )
