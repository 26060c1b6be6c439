# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BankClientMergeField(models.Model):
    """One fact in which the cards differ, and whose value survives."""

    _name = "bank.client.merge.field"
    _description = "Fact of a Merge"
    _inherit = ["bank.draft.part.mixin"]
    _order = "merge_id, id"
    _draft_field = "merge_id"
    _rec_name = "name"

    merge_id = fields.Many2one(
        comodel_name="bank.client.merge",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    name = fields.Char(required=True, readonly=True)
    label = fields.Char(compute="_compute_values", string="Data")
    values_text = fields.Text(compute="_compute_values", string="On the Cards")
    result = fields.Char(compute="_compute_values", string="Survives")
    partner_ids = fields.Many2many(related="merge_id.partner_ids")
    source_id = fields.Many2one(
        comodel_name="res.partner",
        string="Taken From",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('id', 'in', partner_ids)]",
    )

    _merge_name_uniq = models.Constraint(
        "UNIQUE (merge_id, name)", "This fact is listed already."
    )

    @api.depends("name", "source_id", "merge_id.partner_ids")
    def _compute_values(self):
        """As far as whoever looks may see the field and the cards."""
        labels = self.env["res.partner"].fields_get(self.mapped("name"), ["string"])
        for row in self:
            row.label = row._get_label(labels.get(row.name, {}).get("string"))
            cards = row.merge_id.partner_ids if row.label else row.merge_id.browse()
            row.values_text = "\n".join(
                self.env._(
                    "No. %(number)s: %(value)s",
                    number=card.id,
                    value=card._format_merged(row.name) or "—",
                )
                for card in cards
            )
            row.result = row.label and row.source_id._format_merged(row.name)

    def _get_label(self, label):
        """A person has no title: his name is said as a banker says it."""
        kinds = set(self.merge_id.partner_ids.mapped("client_kind"))
        if self.name == "name" and label and "company" not in kinds:
            return self.env._("Surname, Name, Patronymic")
        return label

    @api.constrains("source_id", "name")
    def _check_source(self):
        for row in self:
            merge = row.merge_id
            if row.source_id not in merge.partner_ids:
                raise ValidationError(
                    self.env._("Take the value from one of the cards.")
                )
            if row.name not in merge.partner_id._get_merged_fields():
                raise ValidationError(
                    self.env._("The field %(name)s is not merged.", name=row.name)
                )

    def _get_draft_message(self):
        return self.env._("What was merged is not changed. Undo it.")
