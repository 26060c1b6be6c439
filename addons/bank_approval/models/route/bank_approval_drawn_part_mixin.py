# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankApprovalDrawnPartMixin(models.AbstractModel):
    """A row of a drawn version: who enters, changes or removes it has drawn a part.

    ``_draft_field`` leads to the version, as everywhere with rows of drafts.
    """

    _name = "bank.approval.drawn.part.mixin"
    _description = "Row of a Drawn Version (abstract)"
    _inherit = ["bank.draft.part.mixin"]

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows[rows._draft_field]._note_drafter()
        return rows

    def write(self, vals):
        result = super().write(vals)
        self[self._draft_field]._note_drafter()
        return result

    def unlink(self):
        versions = self[self._draft_field]
        result = super().unlink()
        # gone with its version, it leaves nothing to put into force
        versions.exists()._note_drafter()
        return result
