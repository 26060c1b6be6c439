# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankStageRun(models.Model):
    """What was done automatically on a deal is read by whoever reads the deal."""

    _inherit = "bank.stage.run"

    kind = fields.Selection(
        selection_add=[("step", "Step of a Sequence")],
        ondelete={"step": "cascade"},
    )
    # for the rule alone: a link shows the name of the deal to whoever reads the row
    deal_id = fields.Many2one(
        comodel_name="crm.lead",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        groups=fields.NO_ACCESS,
    )

    @api.model
    def _prepare_note_values(self, document, cause, key):
        values = super()._prepare_note_values(document, cause, key)
        if document._name == "crm.lead":
            values["deal_id"] = document.id
        return values
