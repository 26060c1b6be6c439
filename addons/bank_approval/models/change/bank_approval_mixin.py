# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankApprovalMixin(models.AbstractModel):
    """What was decided on changes: who is asked about it goes by the change."""

    _inherit = "bank.approval.mixin"

    def _find_change_bases(self):
        """Return ``{id: the decision that the document's change has ended}``."""
        approvals_sudo = (
            self.env["bank.approval"]
            .sudo()
            .search(
                [("res_model", "=", self._name), ("res_id", "in", self.ids)],
                order="id desc",
            )
        )
        # a change that was refused or taken back is still one of the decision
        tries = ("rejected", "withdrawn", "returned", "pending", "postponed")
        bases = {}
        for document_id, rows in approvals_sudo.grouped("res_id").items():
            held = rows.filtered(
                lambda row: row.state not in tries or not row.change_of_id
            )
            if held[:1]._is_base_of_change():
                bases[document_id] = held[0]
        return bases

    def _may_read_part(self, name):
        """Parts that are no fields are read by whoever reads the document."""
        field = self._fields.get(name)
        return field is None or self._has_field_access(field, "read")

    def _lapse_changed(self):
        kept = self.filtered(lambda row: row.sudo().approval_id._is_only_lowered())
        for document in kept:
            document.sudo().approval_id._keep_lowered()
        return super(BankApprovalMixin, self - kept)._lapse_changed()
