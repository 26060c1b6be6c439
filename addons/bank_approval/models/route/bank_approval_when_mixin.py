# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class BankApprovalWhenMixin(models.AbstractModel):
    """For which documents a route or a step of it is meant, as a condition over them."""

    _name = "bank.approval.when.mixin"
    _description = "Meant for Some Documents (abstract)"

    condition = fields.Char(
        default="[]", help="Documents for which it is meant; empty: all of the kind."
    )

    def _get_condition_model(self):
        """Hook: name of the model that the condition is about."""
        raise NotImplementedError

    @api.constrains("condition")
    def _check_condition(self):
        for row in self:
            try:
                model_sudo = self.env[row._get_condition_model()].sudo()
                model_sudo._search(row._get_condition(), limit=1)
            except Exception as error:
                raise ValidationError(
                    self.env._(
                        "The condition of “%(name)s” cannot be read: %(error)s",
                        name=row.display_name,
                        error=error,
                    )
                ) from error

    def _get_condition(self):
        return Domain(literal_eval((self.condition or "").strip() or "[]"))

    def _filter_fitting(self, documents):
        """Return those for which it is meant, with the rights of the system."""
        domain = self._get_condition()
        if domain.is_true():
            return documents
        documents.env.flush_all()
        found = (
            documents.sudo()
            .with_context(active_test=False)
            .search(domain & Domain("id", "in", documents.ids))
        )
        return documents & documents.browse(found.ids)
