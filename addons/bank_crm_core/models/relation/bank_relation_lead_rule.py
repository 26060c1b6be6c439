# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankRelationLeadRule(models.Model):
    """Whom a relation makes worth talking to: the director of a client who banks
    elsewhere, the company of a client that has no account with us.
    """

    _name = "bank.relation.lead.rule"
    _description = "Rule for Opportunities by Relation"
    _inherit = ["bank.logged.config.mixin"]
    _order = "sequence, id"

    name = fields.Char(string="Opportunity", required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    type_ids = fields.Many2many(
        comodel_name="bank.relation.type", string="Relations", required=True
    )
    side = fields.Selection(
        selection=[
            ("from", "The First End"),
            ("to", "The Second End"),
            ("both", "Either End"),
        ],
        string="Who Is Offered",
        required=True,
        default="from",
        help="The other end is a client with an agreement in force.",
    )
    lack = fields.Selection(
        selection=[
            ("any", "Has nothing with us"),
            ("category", "Has no product of the category"),
        ],
        string="What He Lacks",
        required=True,
        default="any",
    )
    category_id = fields.Many2one(
        comodel_name="bank.product.category",
        index="btree_not_null",
        ondelete="restrict",
    )
    suggestion = fields.Char(translate=True, help="What to offer.")

    _check_category = models.Constraint(
        "CHECK (lack = 'any' OR category_id IS NOT NULL)",
        "Choose the category that he lacks.",
    )
