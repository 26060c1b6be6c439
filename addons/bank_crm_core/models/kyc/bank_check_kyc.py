# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BankCheck(models.Model):
    """A gate that only a client whose review is in force passes."""

    _inherit = "bank.check"

    kind = fields.Selection(
        selection_add=[("kyc", "The client is reviewed and served")],
        ondelete={"kyc": "cascade"},
    )

    is_in_evaluation = fields.Boolean(
        string="Part of an Evaluation",
        tracking=True,
        help="Asked when a client is evaluated: from his card, and when a review of "
        "him is concluded.",
    )

    @api.constrains("is_in_evaluation", "model_id")
    def _check_evaluation(self):
        for check in self.filtered("is_in_evaluation"):
            if check.model != "res.partner":
                raise ValidationError(
                    self.env._(
                        "“%(check)s” does not look at clients: it is no part of an "
                        "evaluation.",
                        check=check.name,
                    )
                )

    @api.model
    def _get_evaluation_domain(self):
        return [("is_in_evaluation", "=", True), ("model", "=", "res.partner")]

    @api.model
    def _get_client_field(self, model):
        """Hook: the field that leads from a document to its client; "id" for himself."""
        if model == "res.partner":
            return "id"
        field = model in self.env and self.env[model]._fields.get("partner_id")
        return field and field.comodel_name == "res.partner" and "partner_id"

    @api.constrains("kind", "model_id")
    def _check_kyc_document(self):
        for check in self.filtered(lambda check: check.kind == "kyc"):
            if not self._get_client_field(check.model):
                raise ValidationError(
                    self.env._(
                        "“%(check)s” asks for a client: choose a document that has one.",
                        check=check.name,
                    )
                )

    def _find_failures_kyc(self, documents):
        path = self._get_client_field(documents._name)
        failures = {}
        for document in documents:
            partner = document if path == "id" else document[path]
            client = partner if partner.client_kind else partner.parent_id
            if reason := self._get_kyc_failure(client):
                failures[document.id] = reason
        return failures

    def _get_kyc_failure(self, client):
        if client.kyc_outcome == "refused":
            return self.env._("The review says that the client is not to be served.")
        if not client or client.kyc_state in ("none", "overdue"):
            text = client and client._get_kyc_text()
            return self.env._(
                "Know your client: %(text)s", text=text or self.env._("no client")
            )
        return False
