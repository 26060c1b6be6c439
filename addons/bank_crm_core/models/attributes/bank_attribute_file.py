# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankAttribute(models.Model):
    """An attribute that is a file: a paper of the dossier, with all its checks.

    Its place in the dossiers of the documents of the category is kept from here; the
    file, its versions and who may see it are the dossier's.
    """

    _inherit = "bank.attribute"

    document_type_id = fields.Many2one(
        comodel_name="bank.document.type",
        string="Type of Paper",
        index="btree_not_null",
        ondelete="restrict",
        help="What may be uploaded, who sees it, how long it is kept.",
    )
    slot_ids = fields.One2many(
        comodel_name="bank.document.slot",
        inverse_name="attribute_id",
        string="Places in Dossiers",
        context={"active_test": False},
        readonly=True,
    )

    _check_type = models.Constraint(
        "CHECK (kind <> 'file' OR document_type_id IS NOT NULL)",
        "Choose which type of paper the file is.",
    )

    @api.model
    def _get_file_models(self):
        """Hook: models of documents with a product and a dossier."""
        return ["bank.agreement"]

    def _prepare_slot_values(self, _model):
        """Hook: what the place of this attribute in dossiers of a model is."""
        return {
            "name": self.name,
            "sequence": self.sequence,
            "active": self.active,
            "is_mandatory": self.is_required,
        }

    def _keep_slots(self):
        """Make or change the places of these attributes in dossiers."""
        # who keeps the attribute keeps its place, not those of other papers
        slots_sudo = self.env["bank.document.slot"].sudo()
        for attribute in self.filtered(lambda row: row.kind == "file"):
            own = {slot.model: slot for slot in attribute.sudo().slot_ids}
            for model in self._get_file_models():
                values = attribute._prepare_slot_values(model)
                if model in own:
                    own[model].write(values)
                    continue
                slots_sudo.create(
                    {
                        **values,
                        "attribute_id": attribute.id,
                        "model_id": self.env["ir.model"]._get_id(model),
                        "type_id": attribute.document_type_id.id,
                    }
                )

    @api.model
    def _keep_all_slots(self):
        """Give the attributes there are their places in dossiers of added models."""
        domain = [("kind", "=", "file")]
        self.with_context(active_test=False).search(domain)._keep_slots()

    @api.model_create_multi
    def create(self, vals_list):
        attributes = super().create(vals_list)
        attributes._keep_slots()
        return attributes

    def write(self, vals):
        result = super().write(vals)
        self._keep_slots()
        return result

    def unlink(self):
        """Places go with an attribute that nobody has uploaded anything for."""
        free = self.filtered(lambda row: row.kind == "file" and not row._has_values())
        free.sudo().slot_ids.unlink()
        return super().unlink()

    def _has_values(self):
        if self.kind != "file":
            return super()._has_values()
        # papers that the user may not read count as well
        papers_sudo = self.env["bank.document"].sudo()
        domain = [("slot_id", "in", self.sudo().slot_ids.ids)]
        return bool(papers_sudo.search_count(domain, limit=1))
