# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import formatLang


class BankPolicyRequirement(models.Model):
    """What a document has to keep by a policy: it says itself that it does not.

    On sending, a document that does not keep it gets an exception of this severity.
    """

    _name = "bank.policy.requirement"
    _description = "Minimum Requirement"
    _inherit = [
        "bank.approval.when.mixin",
        "bank.approval.drawn.part.mixin",
        "bank.logged.config.mixin",
    ]
    _order = "policy_id, id"
    _draft_field = "policy_id"

    policy_id = fields.Many2one(
        comodel_name="bank.policy", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="policy_id.company_id")
    name = fields.Char(
        string="Requirement",
        required=True,
        translate=True,
        help="What is wanted, as whoever decides reads it.",
    )
    model_id = fields.Many2one(
        comodel_name="ir.model",
        string="Document",
        required=True,
        ondelete="cascade",
        index=True,
        domain=lambda self: self.env["bank.approval.route"]._get_model_domain(),
    )
    model = fields.Char(related="model_id.model", string="Model Name", store=True)
    condition = fields.Char(
        string="Kept By",
        required=True,
        help="Documents that keep the requirement; all others of the kind depart from it.",
    )
    field_id = fields.Many2one(
        comodel_name="ir.model.fields",
        string="Measured By",
        ondelete="set null",
        domain="[('model_id', '=', model_id)]",
        help="Its value stands in the exception as what the document has.",
    )
    severity_id = fields.Many2one(
        comodel_name="bank.policy.severity",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('policy_id', '=', policy_id)]",
    )

    def _get_draft_message(self):
        return self.env["bank.policy.severity"]._get_draft_message()

    def _get_condition_model(self):
        return self.model

    @api.constrains("model_id")
    def _check_model_id(self):
        known = self.env["bank.approval.route"]._get_document_models()
        for row in self:
            if row.model not in known:
                raise ValidationError(
                    self.env._(
                        "“%(name)s” is about documents that nobody approves.",
                        name=row.name,
                    )
                )

    # Judging

    @api.model
    def _find_valid(self, model, company):
        policies = self.env["bank.policy"]._find_valid(company)
        return policies.requirement_ids.filtered(lambda row: row.model == model)

    def _find_departing(self, documents):
        """Return the documents that do not keep it."""
        return documents - self._filter_fitting(documents)

    def _get_key(self):
        """Return what is the same in all versions of the requirement."""
        return self.policy_id._get_line_key(), self.with_context(lang=None).name

    def _tell_value(self, document):
        """Return what the document has, as people read it."""
        name = self.field_id.name
        if not name:
            return False
        value, field = document[name], document._fields[name]
        if field.type in ("float", "monetary"):
            return formatLang(self.env, value)
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "–")
        if isinstance(value, models.BaseModel):
            return ", ".join(value.mapped("display_name")) or "–"
        return "–" if value in (False, None, "") else str(value)
