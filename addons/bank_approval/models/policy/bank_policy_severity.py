# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankPolicySeverity(models.Model):
    """How grave a departure from a policy is: a name and a number."""

    _name = "bank.policy.severity"
    _description = "Severity of a Departure"
    _inherit = ["bank.approval.drawn.part.mixin", "bank.logged.config.mixin"]
    _order = "policy_id, value, id"
    _draft_field = "policy_id"

    policy_id = fields.Many2one(
        comodel_name="bank.policy", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="policy_id.company_id")
    name = fields.Char(required=True, translate=True)
    value = fields.Integer(
        string="Number",
        required=True,
        help="Limits of authority, routes and steps look at the highest one of a "
        "document.",
        aggregator="max",
    )
    needs_mitigation = fields.Boolean(
        string="Needs a Mitigating Reason",
        default=True,
        help="Without one the document is not sent for approval.",
    )

    _check_value = models.Constraint("CHECK (value > 0)", "A number lies above zero.")

    @api.depends("name", "policy_id", "value")
    def _compute_display_name(self):
        for row in self:
            row.display_name = self.env._(
                "%(policy)s: %(name)s (%(value)s)",
                policy=row.policy_id.name or "",
                name=row.name or "",
                value=row.value,
            )

    def _get_draft_message(self):
        return self.env._(
            "The policy is in force: decisions name it. Make a new version."
        )

    def _get_in_force(self):
        """Return the degree with this number in the version that is in force."""
        self.ensure_one()
        valid = self.env["bank.policy"]._find_valid(self.sudo().policy_id.company_id)
        key = self.sudo().policy_id._get_line_key()
        rows = valid.filtered(lambda policy: policy._get_line_key() == key).severity_ids
        return rows.filtered(lambda row: row.value == self.sudo().value)[:1]
