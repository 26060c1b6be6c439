# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.bank_crm_core.models.product.bank_product import TRADES


class BankValidationItem(models.Model):
    """What is verified of an application, by whom and how: a row of the table."""

    _name = "bank.validation.item"
    _description = "Item of Validation"
    _inherit = ["bank.logged.config.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    guideline = fields.Text(translate=True, help="How it is verified, step by step.")
    guideline_file = fields.Binary(attachment=True)
    guideline_name = fields.Char()
    trade = fields.Selection(
        selection=TRADES, string="Only for", help="Empty: applications of all kinds."
    )
    about = fields.Selection(
        selection=[
            ("application", "The Application"),
            ("liable", "Each Who Answers for the Debt"),
            ("party", "Each Party"),
        ],
        string="Concerns",
        required=True,
        default="application",
    )
    group_id = fields.Many2one(
        comodel_name="res.groups",
        string="Role of the Verifier",
        ondelete="restrict",
        help="Empty: whoever may change the application.",
    )
    check_id = fields.Many2one(
        comodel_name="bank.check",
        string="Automatic",
        index="btree_not_null",
        ondelete="restrict",
        domain=[("model", "=", "bank.application"), ("kind", "!=", "validation")],
        help="The check answers in the place of a person.",
    )
    must_pass = fields.Boolean(
        default=True, help="Not passed, it holds the application at the gate."
    )

    @api.constrains("check_id", "about")
    def _check_check_id(self):
        for item in self.filtered("check_id"):
            check = item.check_id
            if check.model != "bank.application" or check.kind == "validation":
                raise ValidationError(
                    self.env._(
                        "“%(name)s”: choose a check of applications.", name=item.name
                    )
                )
            if item.about != "application":
                raise ValidationError(
                    self.env._("A check judges the whole application, no single party.")
                )
