# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

PATHS = {"crm.lead": "id", "bank.application": "deal_id"}


class BankCheck(models.Model):
    """A gate that only a client passes who was identified in the deal."""

    _inherit = "bank.check"

    kind = fields.Selection(
        selection_add=[("identity", "The client's identity is confirmed")],
        ondelete={"identity": "cascade"},
    )

    @api.constrains("kind", "model_id")
    def _check_identity_document(self):
        for check in self.filtered(lambda check: check.kind == "identity"):
            if check.model not in PATHS:
                raise ValidationError(
                    self.env._(
                        "“%(check)s” judges deals and applications: choose one of them "
                        "as its document.",
                        check=check.name,
                    )
                )

    def _find_failures_identity(self, documents):
        path = PATHS[documents._name]
        failures = {}
        for document in documents:
            deal = document if path == "id" else document[path]
            if reason := deal._get_identity_blocker():
                failures[document.id] = reason
        return failures
