# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class BankCommitteeMinutes(models.Model):
    """Minutes of a meeting: numbered without gaps, signed by two, then fixed."""

    _name = "bank.committee.minutes"
    _description = "Minutes of a Committee"
    _order = "year desc, number desc, version desc"
    _server_fields = (
        "meeting_id", "year", "number", "version", "chairman_id", "seat_user_id",
        "secretary_id", "date_chairman", "date_secretary", "pdf", "pdf_hash",
    )  # fmt: skip

    meeting_id = fields.Many2one(
        comodel_name="bank.committee.meeting",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    committee_id = fields.Many2one(
        comodel_name="bank.committee",
        related="meeting_id.committee_id",
        store=True,
        index=True,
    )
    year = fields.Integer(required=True, readonly=True, aggregator=None)
    number = fields.Integer(required=True, readonly=True, aggregator=None)
    version = fields.Integer(required=True, readonly=True, aggregator=None)
    note = fields.Text(
        string="Correction", help="What this version corrects; stands in the minutes."
    )
    chairman_id = fields.Many2one(comodel_name="res.users", readonly=True)
    seat_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Presided For",
        readonly=True,
        help="In whose seat a deputy presided; he signs then, not its holder.",
    )
    secretary_id = fields.Many2one(comodel_name="res.users", readonly=True)
    date_chairman = fields.Datetime(string="Signed by the Chairman", readonly=True)
    date_secretary = fields.Datetime(string="Signed by the Secretary", readonly=True)
    is_signed = fields.Boolean(string="Signed", compute="_compute_is_signed")
    pdf = fields.Binary(string="Signed Minutes", attachment=True, readonly=True)
    pdf_hash = fields.Char(string="Hash of the Signed Minutes", readonly=True)

    _number_uniq = models.UniqueIndex(
        "(committee_id, year, number, version)", "This number is taken."
    )

    @api.depends("committee_id", "year", "number", "version")
    def _compute_display_name(self):
        for minutes in self:
            code = minutes.committee_id.sudo().code
            name = f"{code}-{minutes.year}/{minutes.number}"
            if minutes.version > 1:
                name = self.env._(
                    "%(name)s, version %(version)s", name=name, version=minutes.version
                )
            minutes.display_name = name

    @api.depends("date_chairman", "date_secretary")
    def _compute_is_signed(self):
        for minutes in self:
            minutes.is_signed = bool(minutes.date_chairman and minutes.date_secretary)

    @api.model
    def _make(self, meeting):
        """Make the first version; whoever calls has checked the secretary."""
        year, number = meeting.committee_id.sudo()._take_number()
        return self._make_version(meeting, year, number, 1)

    @api.model
    def _make_version(self, meeting, year, number, version):
        committee = meeting.committee_id.sudo()
        chair, holder = self._find_signatory(meeting)
        # numbers and signatories are the program's: nobody may create minutes
        minutes = self.sudo().create(
            {
                "meeting_id": meeting.id,
                "year": year,
                "number": number,
                "version": version,
                "chairman_id": (chair or committee.chairman_id).id,
                "seat_user_id": holder.id,
                "secretary_id": self._get_keeper(committee).id,
            }
        )
        minutes._log_step("made")
        return minutes.sudo(False)

    @api.model
    def _find_signatory(self, meeting):
        """Return who presided and in whose seat, whoever leads the committee by now."""
        meeting_sudo = meeting.sudo()
        first_sudo = meeting_sudo.minutes_ids[-1:]
        if first_sudo:
            return first_sudo.chairman_id, first_sudo.seat_user_id
        if meeting_sudo.chaired_by_id:
            return meeting_sudo.chaired_by_id, meeting_sudo.chaired_for_id
        return meeting._find_chaired_by()

    @api.model
    def _get_keeper(self, committee):
        """Return who keeps the minutes: the secretary at work."""
        is_deputy = self.env.user in committee._get_secretaries()
        return self.env.user if is_deputy else committee.secretary_id

    def write(self, vals):
        signed = any(row.date_chairman or row.date_secretary for row in self)
        if signed and (not self.env.su or "note" in vals):
            raise UserError(
                self.env._("Signed minutes stand. Make a new version of them.")
            )
        if not self.env.su:
            self.meeting_id._check_secretary()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(self.env._("Minutes are never deleted: their numbers run on."))

    def action_sign(self):
        """Sign as who presided or as secretary; the second signature fixes the file."""
        self.ensure_one()
        self.check_access("read")
        name = self._get_signature_field()
        minutes_sudo = self.sudo()
        if minutes_sudo[name]:
            return True
        minutes_sudo[name] = fields.Datetime.now()
        step = name.removeprefix("date_")
        # a deputy who presided signs in the seat of somebody else: both are named
        self._log_step(step, minutes_sudo.seat_user_id if step == "chairman" else None)
        self.env["mail.activity"]._forget_task_documents()
        if minutes_sudo.is_signed:
            minutes_sudo._fix()
        return True

    def _get_signature_field(self):
        if self.env.user == self.chairman_id:
            return "date_chairman"
        if self.env.user == self.secretary_id:
            return "date_secretary"
        raise AccessError(self.env._("Only the chairman and the secretary sign."))

    def _fix(self):
        content, _kind = self.env["ir.actions.report"]._render_qweb_pdf(
            "bank_approval.committee_minutes_report", self.ids
        )
        digest = hashlib.sha256(content).hexdigest()
        self.write({"pdf": base64.b64encode(content), "pdf_hash": digest})
        self._log_step("fixed")

    def action_new_version(self):
        self.ensure_one()
        self.check_access("read")
        self.meeting_id._check_secretary()
        newest = self.meeting_id.minutes_ids[:1]
        if not newest.is_signed:
            raise UserError(self.env._("The newest version is not signed yet."))
        made = self._make_version(
            self.meeting_id, newest.year, newest.number, newest.version + 1
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": made.id,
            "views": [(False, "form")],
        }

    def _log_step(self, step, on_behalf=None):
        rows = [
            (
                row,
                {
                    "step": step,
                    "meeting": row.meeting_id.id,
                    "year": row.year,
                    "number": row.number,
                    "version": row.version,
                    "chairman": row.chairman_id.id,
                    "file": row.pdf_hash or "",
                    "note_hash": self.env["bank.decision"]._hash_text(row.note),
                },
            )
            for row in self.sudo()
        ]
        self.env["bank.decision"]._record("committee_minutes", rows, on_behalf)
