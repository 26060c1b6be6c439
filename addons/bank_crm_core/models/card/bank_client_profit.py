# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import SQL


class BankClientProfit(models.Model):
    """What the bank earns on a client in a month, by product, as its management
    accounting has it. Nothing is computed here of balances and rates: it is fed.

    Read by those only who have the right to it, whatever else they may see.
    """

    _name = "bank.client.profit"
    _description = "Profit of a Client"
    _inherit = ["bank.feed.mixin"]
    _order = "month desc, profit desc, id desc"
    _rec_name = "product_id"
    _access_logged = True
    _access_log_client = "partner_id"

    month = fields.Date(required=True, help="The first day of it.")
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        ondelete="restrict",
    )
    branch_id = fields.Many2one(
        related="partner_id.branch_id", store=True, related_sudo=True
    )
    agreement_id = fields.Many2one(
        comodel_name="bank.agreement", index="btree_not_null", ondelete="restrict"
    )
    product_id = fields.Many2one(
        comodel_name="bank.product", required=True, index=True, ondelete="restrict"
    )
    category_id = fields.Many2one(
        string="Product Category",
        related="product_id.category_id",
        store=True,
        related_sudo=True,
    )
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        required=True,
        readonly=True,
        default=lambda self: self.env.company.currency_id,
        help="The bank's own: profits of all products can be added up.",
    )
    interest_margin = fields.Monetary(
        help="Interest received less what the money has cost."
    )
    fees = fields.Monetary(string="Fees and Commissions")
    cost = fields.Monetary(help="Service, reserves and other expenses; above zero.")
    profit = fields.Monetary(compute="_compute_profit", store=True)
    source_key = fields.Char(
        string="Key in the Source System", readonly=True, copy=False
    )

    _source_key_uniq = models.UniqueIndex("(source_key) WHERE source_key IS NOT NULL")
    _partner_idx = models.Index("(partner_id, month DESC)")
    # charts of a branch, of the whole bank
    _branch_idx = models.Index("(branch_id, month DESC)")
    _month_idx = models.Index("(month DESC, profit DESC, id DESC)")
    _check_month = models.Constraint(
        "CHECK (EXTRACT(DAY FROM month) = 1)", "A month is named by its first day."
    )

    @api.depends("interest_margin", "fees", "cost")
    def _compute_profit(self):
        for row in self:
            row.profit = row.interest_margin + row.fees - row.cost

    @api.constrains("agreement_id", "partner_id")
    def _check_agreement(self):
        for row in self.sudo().filtered("agreement_id"):
            if row.agreement_id.partner_id != row.partner_id:
                raise ValidationError(
                    self.env._("The agreement is that of another client.")
                )

    def _check_written_by_machine(self):
        if not self.env.su:
            raise AccessError(
                self.env._("Profit comes from the accounting of the bank.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_written_by_machine()
        return super().create(vals_list)

    def write(self, vals):
        self._check_written_by_machine()
        return super().write(vals)

    @api.model
    def _read_year(self, partners):
        """Return ``{partner_id: profit}`` of the last twelve months, in one statement.

        The caller has the right to read profits.
        """
        self.browse().check_access("read")
        self.flush_model(["partner_id", "month", "profit"])
        since = fields.Date.context_today(self).replace(day=1)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT partner_id, sum(profit) FROM bank_client_profit
                 WHERE partner_id = ANY(%s) AND month >= %s GROUP BY partner_id
                """,
                partners.ids,
                fields.Date.subtract(since, months=11),
            )
        )
        return {partner_id: float(profit or 0) for partner_id, profit in rows}

    def _get_feed_columns(self):
        return {
            "month": "required date",
            "partner_id": "required client",
            "agreement_id": "agreement",
            "product_id": "required product",
            "interest_margin": "number",
            "fees": "number",
            "cost": "number",
        }

    def _get_feed_sql(self):
        return {
            "branch_id": "(SELECT branch_id FROM res_partner WHERE id = s.partner_id)",
            "category_id": "(SELECT category_id FROM bank_product WHERE id = s.product_id)",
        }
