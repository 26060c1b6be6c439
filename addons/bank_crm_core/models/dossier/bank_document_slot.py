# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class BankDocumentSlot(models.Model):
    """Papers that only one kind of client brings."""

    _inherit = "bank.document.slot"

    client_kind = fields.Selection(
        selection="_selection_client_kind",
        string="Only for",
        tracking=True,
        help="Empty: all kinds of clients.",
    )

    @api.model
    def _selection_client_kind(self):
        field = self.env["res.partner"]._fields["client_kind"]
        return field._description_selection(self.env)

    @api.model
    def _get_client_kind_paths(self):
        """Hook: ``{model: path to the kind of its client}``; extend with super()."""
        return {
            "res.partner": "client_kind",
            "bank.agreement": "partner_id.client_kind",
        }

    @api.constrains("client_kind", "model_id")
    def _check_client_kind(self):
        paths = self._get_client_kind_paths()
        for slot in self.filtered("client_kind"):
            if slot.model not in paths:
                raise ValidationError(
                    self.env._(
                        "“%(model)s” has no client: leave the kind of client empty.",
                        model=slot.model_id.name,
                    )
                )

    def _get_condition(self):
        """A client's dossier is that of a client: contacts and staff have none."""
        condition = super()._get_condition()
        path = self._get_client_kind_paths().get(self.model)
        if self.client_kind and path:
            condition &= Domain(path, "=", self.client_kind)
        elif self.model == "res.partner":
            condition &= Domain("client_kind", "!=", False)
        return condition
