# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import freeze_time, tagged

from .common import BankCoreCommon

PUBLIC, SECRET = "Wants a mortgage", "Is about to leave his wife"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-03 09:00:00")
class TestMeeting(BankCoreCommon):
    """One meeting, several notes, each with readers of its own."""

    def _note(self, *lines, user=None, **values):
        dialogs = self.env["bank.meeting.note"].with_user(user or self.manager)
        dialog = dialogs.create(
            {
                "partner_id": self.client.id,
                "subject": "Visit",
                "line_ids": [Command.create(line) for line in lines],
                **values,
            }
        )
        dialog.action_save()
        return self.env["bank.interaction"].search(
            [("partner_id", "=", self.client.id)], limit=1
        )

    def _note_both(self, **secret):
        return self._note(
            {"body": PUBLIC},
            {"body": SECRET, **(secret or {"confidentiality": "heads"})},
        )

    def _read(self, meeting, user):
        self.env.invalidate_all()
        return meeting.with_user(user).summary_ids.mapped("body")

    def test_a_meeting_is_one_row_with_both_sides(self):
        agreements = self._create_agreement() | self._create_agreement()
        contact = self.env["res.partner"].create(
            {"name": "His Accountant", "parent_id": self.client.id}
        )
        meeting = self._note(
            {"body": PUBLIC},
            guest_ids=[Command.set((self.client | contact).ids)],
            staff_ids=[Command.set((self.manager | self.head).ids)],
            agreement_ids=[Command.set(agreements.ids)],
        )
        self.assertEqual(self.client.interaction_ids, meeting)
        self.assertEqual(meeting.guest_ids, self.client | contact)
        self.assertEqual(meeting.staff_ids, self.manager | self.head)
        self.assertEqual(meeting.agreement_ids, agreements)
        self.assertEqual(meeting.channel_id.code, "meeting")

    def test_a_note_for_the_heads(self):
        meeting = self._note_both()
        for user in (self.manager, self.head):
            self.assertEqual(self._read(meeting, user), [PUBLIC, SECRET])
        for user in (self.colleague, self.operator):
            self.assertEqual(self._read(meeting, user), [PUBLIC])

    def test_a_note_for_named_employees(self):
        meeting = self._note_both(
            confidentiality="named", reader_ids=[Command.set(self.colleague.ids)]
        )
        for user in (self.manager, self.colleague):
            self.assertEqual(self._read(meeting, user), [PUBLIC, SECRET])
        for user in (self.head, self.operator):
            self.assertEqual(self._read(meeting, user), [PUBLIC])
        with self.assertRaises(UserError):
            self._note({"body": SECRET, "confidentiality": "named"})

    def test_a_named_reader_behind_a_wall_reads_nothing(self):
        meeting = self._note_both(
            confidentiality="named", reader_ids=[Command.set(self.stranger.ids)]
        )
        notes = self.env["bank.interaction.summary"].with_user(self.stranger)
        self.assertFalse(notes.search([("interaction_id", "=", meeting.id)]))

    def test_an_auditor_reads_every_note(self):
        self._note_both()
        meeting = self._note_both(
            confidentiality="named", reader_ids=[Command.set(self.colleague.ids)]
        )
        self.assertEqual(self._read(meeting, self.auditor), [PUBLIC, SECRET])
        notes = self.env["bank.interaction.summary"].with_user(self.auditor)
        found = notes.search([("partner_id", "=", self.client.id)])
        self.assertEqual(found.mapped("body"), [PUBLIC, SECRET] * 2)
        with self.assertRaises(AccessError):
            call_kw(notes, "write", [meeting.summary_ids.ids, {"body": "X"}], {})

    def test_a_confidential_note_leaks_nowhere(self):
        """Search, groups, names, exports, the card, messages."""
        meeting = self._note_both()
        secret = meeting.summary_ids.filtered(lambda note: note.body == SECRET)
        notes = self.env["bank.interaction.summary"].with_user(self.colleague)
        domain = [("body", "ilike", "wife")]
        self.assertFalse(notes.search(domain))
        self.assertEqual(notes.search_count(domain), 0)
        self.assertFalse(notes.formatted_read_group(domain, ["author_id"], ["__count"]))
        groups = notes.formatted_read_group(
            [("interaction_id", "=", meeting.id)], ["confidentiality"], ["__count"]
        )
        self.assertEqual([group["confidentiality"] for group in groups], ["client"])
        self.assertFalse(notes.name_search("", [("id", "=", secret.id)]))
        found = self.env["bank.interaction"].with_user(self.colleague)
        self.assertFalse(found.search([("summary_ids.body", "ilike", "wife")]))
        with self.assertRaises(AccessError):
            secret.with_user(self.colleague).read(["body"])
        self.colleague.group_ids += self.env.ref("base.group_allow_export")
        with self.assertRaises(AccessError):
            call_kw(notes, "export_data", [secret.ids, ["body"]], {})
        self.env.invalidate_all()
        row = meeting.with_user(self.colleague).web_read(
            {"summary": {}, "summary_ids": {"fields": {"body": {}}}}
        )
        self.assertNotIn(SECRET, str(row))
        card = self.env.ref("bank_crm_core.res_partner_view_form_client")
        self.assertNotIn("summary_ids", card.get_combined_arch())
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT count(*) FROM mail_message WHERE body LIKE %s", [f"%{SECRET}%"]
        )
        self.assertEqual(self.env.cr.fetchone()[0], 0)

    def test_a_note_is_added_to_a_meeting_that_is_there(self):
        meeting = self._note({"body": PUBLIC})
        action = meeting.with_user(self.operator).action_add_summary()
        dialog = (
            self.env[action["res_model"]]
            .with_user(self.operator)
            .with_context(**action["context"])
            .create({"line_ids": [Command.create({"body": "Called back"})]})
        )
        dialog.action_save()
        self.assertEqual(self.client.interaction_ids, meeting)
        self.assertEqual(self._read(meeting, self.manager), [PUBLIC, "Called back"])

    def test_notes_are_not_forged(self):
        meeting = self._note_both()
        for user in (self.manager, self.head, self.administrator):
            for values in ({"body": "X"}, {"confidentiality": "client"}):
                with self.assertRaises(AccessError):
                    call_kw(
                        self.env["bank.interaction.summary"].with_user(user),
                        "write",
                        [meeting.summary_ids.ids, values],
                        {},
                    )
            with self.assertRaises(AccessError):
                call_kw(
                    self.env["bank.interaction.summary"].with_user(user),
                    "create",
                    [{"interaction_id": meeting.id, "body": "X"}],
                    {},
                )
        with self.assertRaises(AccessError):
            self._note({"body": "X"}, user=self.stranger)
        foreign = self._create_agreement(self.colleague_client)
        with self.assertRaises(UserError):
            self._note(agreement_ids=[Command.set(foreign.ids)])
        with self.assertRaises(UserError):
            self._note(guest_ids=[Command.set(self.colleague_client.ids)])
        with self.assertRaises(AccessError):
            self._note(guest_ids=[Command.set(self.other_client.ids)])
