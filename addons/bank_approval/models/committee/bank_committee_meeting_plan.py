# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import fields, models


class BankCommitteeMeeting(models.Model):
    """A meeting is moved and called off; who presided and who was there stands."""

    _inherit = "bank.committee.meeting"

    chaired_by_id = fields.Many2one(
        comodel_name="res.users",
        string="Presided By",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    chaired_for_id = fields.Many2one(
        comodel_name="res.users",
        string="Presided For",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="In whose seat a deputy presided.",
    )

    def _get_cancel_blocker(self):
        reason = self.env._("Enter the reason first.")
        return {row.id: reason for row in self if not (row.reason or "").strip()}

    def action_cancel(self):
        """Call it off: its matters wait for another meeting, nobody reads them by it."""
        self._begin()
        self._transition("cancelled")
        # whoever calls a meeting off puts off all its matters, whoever has begun them
        items_sudo = self.sudo().item_ids.filtered(lambda item: item.state == "agenda")
        for item_sudo in items_sudo:
            item_sudo.reason = item_sudo.reason or self.reason
        items_sudo._transition("postponed")
        items_sudo._log_item("postponed")
        items_sudo._queue_again()
        self.sudo().event_id.write({"active": False})
        self._log_meeting("cancelled")
        self.env["mail.activity"]._forget_task_documents()
        return True

    def _after_change(self, vals):
        """The invitation moves with the meeting; what was noted stands in the log."""
        if "date" in vals:
            for meeting_sudo in self.sudo().filtered("event_id"):
                stop = meeting_sudo.date + timedelta(hours=1)
                meeting_sudo.event_id.write({"start": meeting_sudo.date, "stop": stop})
        if vals.keys() & {"date", "present_ids", "elected_id"}:
            self.filtered(lambda meeting: meeting.state != "draft")._log_meeting(
                "noted"
            )

    def _log_meeting(self, step):
        rows = [
            (
                meeting,
                {
                    "step": step,
                    "date": fields.Datetime.to_string(meeting.date),
                    "present": sorted(meeting.present_ids.ids),
                    "elected": meeting.elected_id.id,
                    "presided": meeting.chaired_by_id.id,
                    "reason_hash": self.env["bank.decision"]._hash_text(meeting.reason),
                },
            )
            for meeting in self.sudo()
        ]
        self.env["bank.decision"]._record("committee_meeting", rows)
