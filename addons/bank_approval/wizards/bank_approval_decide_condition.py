# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankApprovalDecideCondition(models.TransientModel):
    """A condition that goes with the decision."""

    _name = "bank.approval.decide.condition"
    _description = "Condition of a Decision"

    decide_id = fields.Many2one(
        comodel_name="bank.approval.decide",
        required=True,
        index=True,
        ondelete="cascade",
    )
    kind = fields.Selection(
        selection="_selection_kind", required=True, default="precedent"
    )
    name = fields.Char(string="Condition", required=True)
    date_due = fields.Date(string="By")
    period_months = fields.Integer(
        string="Checked Every, Months",
        help="Of a covenant; empty: every three months.",
    )

    @api.model
    def _selection_kind(self):
        field = self.env["bank.approval.condition"]._fields["kind"]
        return field._description_selection(self.env)

    def _get_values(self):
        return {
            "kind": self.kind,
            "name": self.name,
            # what was entered before another kind was chosen is meant no more
            "period_months": self.period_months if self.kind == "covenant" else 0,
            "date_due": fields.Date.to_string(self.date_due) or False,
        }
