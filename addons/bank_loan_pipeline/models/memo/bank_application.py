# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command

from .bank_credit_memo import UNDERWRITERS

DECIDED = ("approved", "approved_conditions", "rejected")


class BankApplication(models.Model):
    """The memo of an application: one a decision, fixed by it."""

    _inherit = "bank.application"

    memo_ids = fields.One2many(
        comodel_name="bank.credit.memo",
        inverse_name="application_id",
        string="Credit Memos",
        readonly=True,
        copy=False,
    )
    memo_id = fields.Many2one(
        comodel_name="bank.credit.memo",
        string="Credit Memo",
        compute="_compute_memo_id",
    )
    memo_hash = fields.Char(
        string="Hash of the Credit Memo", compute="_compute_memo_id"
    )

    @api.depends("memo_ids.version", "memo_ids.sha256")
    def _compute_memo_id(self):
        for application in self:
            memo = application.memo_ids.sorted("version")[-1:]
            application.memo_id = memo
            application.memo_hash = memo.sha256

    def _get_memo_blocker(self):
        """Return why the user does not write the memo of this application, or False."""
        self.ensure_one()
        if self._is_only_my_task():
            return self.env._("Whoever is asked does not change what is decided on.")
        if self.env.user.has_group(UNDERWRITERS) or self._is_open_to_me():
            return False
        return self.env._("A memo is written by the client manager or an underwriter.")

    def action_open_memo(self):
        """Open the memo; make it where there is none for the next decision."""
        self.ensure_one()
        self.check_access("read")
        is_used = self.memo_id.state == "frozen" and self.approval_state not in DECIDED
        if not self.memo_id or is_used:
            self._make_memo()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Credit Memo"),
            "res_model": "bank.credit.memo",
            "res_id": self.memo_id.id,
            "views": [(False, "form")],
        }

    def _make_memo(self):
        self.ensure_one()
        if reason := self._get_memo_blocker():
            raise AccessError(reason)
        self._check_structure_open()
        # a new version goes on with the words of the last one
        last_sudo = self.sudo().memo_id
        words = {line.section_id: line.text for line in last_sudo.line_ids}
        self.env["bank.credit.memo"].sudo().create(
            {
                "application_id": self.id,
                "version": last_sudo.version + 1,
                "user_id": self.env.uid,
                "line_ids": [
                    Command.create(
                        {
                            "section_id": section.id,
                            "sequence": place,
                            "text": words.get(section),
                        }
                    )
                    for place, section in enumerate(self._find_memo_sections())
                ],
            }
        )
        self.invalidate_recordset(["memo_ids", "memo_id", "memo_hash"])

    def _find_memo_sections(self):
        """Return the sections for this client; that of a change for a changed loan."""
        kind = self.sudo().partner_id.client_kind
        sections = self.env["bank.credit.memo.section"].search(
            [("client_kind", "in", (False, kind))]
        )
        if self._get_earlier_memo():
            return sections
        return sections.filtered(lambda section: section.source != "change")

    def _read_approval_extras(self):
        """The analyst's words are decided on, too."""
        extras = super()._read_approval_extras()
        for application in self.sudo():
            words = {
                str(line.section_id.id): line.text
                for line in application.memo_id.line_ids
                if line.text
            }
            if words:
                extras[application.id]["memo"] = words
        return extras

    def _on_approval_done(self):
        result = super()._on_approval_done()
        decided = self.filtered(lambda row: row.approval_state in DECIDED)
        # decided by who may decide; nobody has a right to fix a memo
        decided.sudo().memo_id._freeze()
        return result
