# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import ValidationError


class BankDraftPartMixin(models.AbstractModel):
    """A row of a document that people change while the document is a draft.

    An adopting model names the field that leads to its document and says in a sentence
    why nothing is changed any more.
    """

    _name = "bank.draft.part.mixin"
    _description = "Row of a Draft (abstract)"

    _draft_field = None

    def _get_draft_message(self):
        """Hook: why the row stays as it is."""
        return self.env._("It is under way: nothing is changed any more.")

    def _check_draft(self):
        if self.env.su:
            return
        if any(document.state != "draft" for document in self[self._draft_field]):
            raise ValidationError(self._get_draft_message())

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows._check_draft()
        return rows

    def write(self, vals):
        # neither out of a document that is under way, nor into one
        self._check_draft()
        result = super().write(vals)
        self._check_draft()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_under_way(self):
        self._check_draft()
