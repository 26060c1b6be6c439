# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BankCheck(models.Model):
    """A gate that papers open."""

    _inherit = "bank.check"

    kind = fields.Selection(
        selection_add=[("documents", "Papers in the dossier")],
        ondelete={"documents": "cascade"},
    )
    document_slot_ids = fields.Many2many(
        comodel_name="bank.document.slot",
        relation="bank_check_document_slot_rel",
        column1="check_id",
        column2="slot_id",
        string="Papers",
        domain="[('model_id', '=', model_id)]",
        help="Each of them must be filled by a good paper. Empty: all that the "
        "document requires.",
    )

    @api.constrains("kind", "document_slot_ids", "model_id")
    def _check_document_slots(self):
        for check in self.filtered(lambda check: check.kind == "documents"):
            models_ = check.document_slot_ids.model_id
            is_foreign = models_ and models_ != check.model_id
            names = self.env["bank.document"]._get_dossier_models()
            if check.model not in names or is_foreign:
                raise ValidationError(
                    self.env._(
                        "“%(check)s” asks for papers: choose a document that keeps a "
                        "dossier and places of that dossier.",
                        check=check.name,
                    )
                )

    def _get_wanted_slots(self):
        """Return the places that this check asks for."""
        if self.document_slot_ids:
            return self.document_slot_ids.filtered("active")
        return self.env["bank.document.slot"].search(
            [("model_id", "=", self.model_id.id), ("is_mandatory", "=", True)]
        )

    def _find_failures_documents(self, documents):
        """Fail where a wanted place has no good paper, and name each with its lack."""
        lacks = self._get_wanted_slots()._find_lacks(documents)
        return {
            document_id: "; ".join(found.values())
            for document_id, found in lacks.items()
        }
