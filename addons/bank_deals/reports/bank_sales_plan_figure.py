# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.tools import SQL


class BankSalesPlanFigure(models.Model):
    """Plan, fact and forecasts side by side, for the chart: a row a figure."""

    _name = "bank.sales.plan.figure"
    _description = "Figure of a Sales Plan"
    _auto = False
    _order = "id"
    _rec_name = "line_id"

    plan_id = fields.Many2one(comodel_name="bank.sales.plan", readonly=True)
    line_id = fields.Many2one(
        comodel_name="bank.sales.plan.line", string="Whose", readonly=True
    )
    branch_id = fields.Many2one(comodel_name="bank.branch", readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users", string="Employee", readonly=True
    )
    depth = fields.Integer(readonly=True)
    kind = fields.Selection(
        selection=[
            ("1_target", "Plan"),
            ("2_fact", "Sold"),
            ("3_forecast", "Forecast"),
            ("4_override", "Head's Own Forecast"),
            ("5_best", "If All Close"),
        ],
        string="Figure",
        readonly=True,
    )
    amount = fields.Float(readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT 8 * l.id + f.place AS id, l.plan_id, l.id AS line_id, l.branch_id,
                   l.user_id, l.depth, f.kind, f.amount
              FROM bank_sales_plan_line l
             CROSS JOIN LATERAL (VALUES
                   (1, '1_target', l.target), (2, '2_fact', l.fact),
                   (3, '3_forecast', l.forecast), (4, '4_override', l.override),
                   (5, '5_best', l.best)) AS f (place, kind, amount)
             WHERE coalesce(f.amount, 0) <> 0
            """
        )
