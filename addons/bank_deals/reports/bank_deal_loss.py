# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.tools import SQL


class BankDealLoss(models.Model):
    """Lost deals as they are looked at together: why, where, to whom, by how much."""

    _name = "bank.deal.loss"
    _description = "Lost Deal"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "deal_id"

    deal_id = fields.Many2one(comodel_name="crm.lead", readonly=True)
    date = fields.Date(string="Lost On", readonly=True)
    lost_reason_id = fields.Many2one(
        comodel_name="crm.lost.reason", string="Reason", readonly=True
    )
    is_about_terms = fields.Boolean(string="Because of the Terms", readonly=True)
    product_id = fields.Many2one(comodel_name="bank.product", readonly=True)
    stage_id = fields.Many2one(
        comodel_name="crm.stage", string="Lost at the Stage", readonly=True
    )
    branch_id = fields.Many2one(comodel_name="bank.branch", readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users", string="Client Manager", readonly=True
    )
    competitor_id = fields.Many2one(comodel_name="bank.competitor", readonly=True)
    currency_id = fields.Many2one(comodel_name="res.currency", readonly=True)
    worth = fields.Monetary(readonly=True)
    saved_worth = fields.Monetary(
        string="Could Have Been Saved",
        readonly=True,
        help="Worth of deals for which the gate would have let other terms pass.",
    )
    price_gap = fields.Float(
        string="Dearer Than the Competitor, Points",
        digits=(7, 3),
        readonly=True,
        aggregator="avg",
        help="Our rate less that of the competitor, where it is known.",
    )
    loss_verdict = fields.Selection(related="deal_id.loss_verdict")
    loss_proposal = fields.Text(related="deal_id.loss_proposal")
    days = fields.Integer(string="Days in Work", readonly=True, aggregator="avg")

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT d.id, d.id AS deal_id, z.closed AS date,
                   d.lost_reason_id, coalesce(r.is_about_terms, FALSE) AS is_about_terms,
                   d.product_id, d.stage_id, d.branch_id, d.user_id, d.competitor_id,
                   c.currency_id, coalesce(d.expected_revenue, 0) AS worth,
                   CASE WHEN d.loss_verdict = 'saved'
                        THEN coalesce(d.expected_revenue, 0) ELSE 0 END AS saved_worth,
                   CASE WHEN d.competitor_rate > 0
                        THEN d.rate - d.competitor_rate END AS price_gap,
                   z.closed - z.begun AS days
              FROM crm_lead d
             CROSS JOIN LATERAL (
                SELECT (d.date_closed AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date
                           AS closed,
                       (d.create_date AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date
                           AS begun) z
              JOIN bank_branch b ON b.id = d.branch_id
              JOIN res_company c ON c.id = b.company_id
              LEFT JOIN crm_lost_reason r ON r.id = d.lost_reason_id
             WHERE d.process_id IS NOT NULL AND d.won_status = 'lost'
               AND d.date_closed IS NOT NULL
               AND d.lost_reason_id IS DISTINCT FROM %(merged)s
            """,
            zone=self.env.company.sudo().partner_id._get_contact_zone(),
            merged=self.env.ref("bank_deals.crm_lost_reason_merged").id,
        )

    def action_open_deal(self):
        self.ensure_one()
        self.check_access("read")
        return self.deal_id._open_deal_form()
