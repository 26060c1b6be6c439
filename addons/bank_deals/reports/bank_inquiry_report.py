# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.tools import SQL


class BankInquiryReport(models.Model):
    """Channels compared: what came over each, and what was sold of it.

    A deal counts for the first inquiry that led to it, so that nothing is sold twice.
    Days are those of the bank.
    """

    _name = "bank.inquiry.report"
    _description = "Inquiries by Channel"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "date"

    date = fields.Date(readonly=True)
    channel_id = fields.Many2one(
        comodel_name="bank.channel", string="Came over", readonly=True
    )
    source_id = fields.Many2one(
        comodel_name="utm.source", string="Learned of Us from", readonly=True
    )
    campaign_id = fields.Many2one(comodel_name="utm.campaign", readonly=True)
    product_id = fields.Many2one(
        comodel_name="bank.product", string="Interested In", readonly=True
    )
    branch_id = fields.Many2one(comodel_name="bank.branch", readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users", string="Taken by", readonly=True
    )
    # for the rule: a row tells what its deal was worth
    deal_id = fields.Many2one(
        comodel_name="crm.lead", readonly=True, groups=fields.NO_ACCESS
    )
    state = fields.Selection(
        selection=[
            ("new", "Waiting"),
            ("taken", "In Work"),
            ("qualified", "Became a Deal"),
            ("declined", "Declined"),
        ],
        readonly=True,
    )
    currency_id = fields.Many2one(comodel_name="res.currency", readonly=True)
    inquiry_count = fields.Integer(string="Inquiries", readonly=True)
    deal_count = fields.Integer(string="Deals", readonly=True)
    won_count = fields.Integer(string="Agreements", readonly=True)
    deal_share = fields.Float(
        string="Became Deals, %", digits=(5, 1), aggregator="avg", readonly=True
    )
    won_share = fields.Float(
        string="Became Agreements, %", digits=(5, 1), aggregator="avg", readonly=True
    )
    amount = fields.Monetary(
        string="Sold",
        readonly=True,
        help="Worth of the won deals, in the bank's currency.",
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT f.*, 1 AS inquiry_count, f.is_deal AS deal_count,
                   f.is_won AS won_count, 100.0 * f.is_deal AS deal_share,
                   100.0 * f.is_won AS won_share
              FROM (SELECT i.id, (i.create_date AT TIME ZONE 'UTC'
                                  AT TIME ZONE %(zone)s)::date AS date, i.channel_id,
                           i.source_id, i.campaign_id, i.product_id, i.branch_id,
                           i.user_id, i.deal_id, i.state, c.currency_id,
                           o.is_deal::int AS is_deal,
                           (o.is_deal AND d.won_status = 'won')::int AS is_won,
                           CASE WHEN o.is_deal AND d.won_status = 'won'
                                THEN d.expected_revenue ELSE 0 END AS amount
                      FROM bank_inquiry i
                      JOIN bank_branch b ON b.id = i.branch_id
                      JOIN res_company c ON c.id = b.company_id
                      LEFT JOIN crm_lead d ON d.id = i.deal_id
                      CROSS JOIN LATERAL (
                           SELECT i.deal_id IS NOT NULL AND i.is_joined IS NOT TRUE
                                  AS is_deal) o) f
            """,
            zone=self.env.company.sudo().partner_id._get_contact_zone(),
        )
