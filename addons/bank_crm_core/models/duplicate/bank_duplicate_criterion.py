# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankDuplicateCriterion(models.Model):
    """One thing in which two cards agree; criteria of one step are alternatives."""

    _name = "bank.duplicate.criterion"
    _description = "Criterion for Duplicates"
    _order = "rule_id, step, id"

    rule_id = fields.Many2one(
        comodel_name="bank.duplicate.rule",
        required=True,
        index=True,
        ondelete="cascade",
    )
    step = fields.Integer(
        default=1,
        required=True,
        help="All steps must hold; of the criteria with the same step one is enough.",
    )
    code = fields.Selection(
        selection=[
            ("name", "Name in any order of words"),
            ("birth_date", "Birth date"),
            ("phone", "One of the phones"),
            ("email", "E-mail"),
            ("inn", "INN"),
            ("kpp", "KPP"),
            ("snils", "SNILS"),
            ("ogrn", "OGRN"),
        ],
        string="The Same",
        required=True,
    )

    _rule_step_code_uniq = models.Constraint(
        "UNIQUE (rule_id, step, code)", "This criterion stands in the step already."
    )

    @api.depends("code")
    def _compute_display_name(self):
        labels = dict(self._fields["code"]._description_selection(self.env))
        for criterion in self:
            criterion.display_name = labels.get(criterion.code)

    # a change of the criteria is a change of the rule, and is logged as one
    @api.model_create_multi
    def create(self, vals_list):
        criteria = super().create(vals_list)
        criteria.rule_id._log_config("write", {"criterion_ids"})
        return criteria

    def write(self, vals):
        result = super().write(vals)
        self.rule_id._check_first_step()
        self.rule_id._log_config("write", {"criterion_ids"})
        return result

    def unlink(self):
        rules = self.rule_id
        result = super().unlink()
        rules.exists()._check_first_step()
        rules.exists()._log_config("write", {"criterion_ids"})
        return result
