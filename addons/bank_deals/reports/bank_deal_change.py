# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.tools import SQL


class BankDealChange(models.Model):
    """What changed in the forecast since the last picture, and why: a row a deal.

    A deal that has gone to another manager or branch has two: what the one has lost and
    what the other has got. The first has the number of the deal below zero; how the
    deal stands now is told where it stands now.
    """

    _name = "bank.deal.change"
    _description = "Change of the Forecast"
    _auto = False
    _order = "id desc"
    _rec_name = "deal_id"

    since = fields.Date(readonly=True)
    deal_id = fields.Many2one(comodel_name="crm.lead", readonly=True)
    branch_id = fields.Many2one(comodel_name="bank.branch", readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users", string="Client Manager", readonly=True
    )
    kind = fields.Selection(
        selection=[
            ("added", "New"),
            ("won", "Won"),
            ("lost", "Lost"),
            ("moved", "Another Manager or Branch"),
            ("amount", "Amount Changed"),
            ("stage", "Another Stage"),
            ("date", "Closing Moved"),
            ("chance", "Chance Changed"),
            ("returned", "In Work Again"),
        ],
        string="What Happened",
        readonly=True,
    )
    stage_before_id = fields.Many2one(
        comodel_name="crm.stage", string="Stage Then", readonly=True
    )
    stage_id = fields.Many2one(
        comodel_name="crm.stage", string="Stage Now", readonly=True
    )
    lost_reason_id = fields.Many2one(comodel_name="crm.lost.reason", readonly=True)
    date_before = fields.Date(string="Closing Then", readonly=True)
    date_deadline = fields.Date(string="Closing Now", readonly=True)
    currency_id = fields.Many2one(comodel_name="res.currency", readonly=True)
    worth_before = fields.Monetary(string="Worth Then", readonly=True)
    worth = fields.Monetary(string="Worth Now", readonly=True)
    change = fields.Monetary(
        string="By Probability, Change",
        readonly=True,
        help="How the deal has changed the forecast of deals in work.",
    )

    @property
    def _table_query(self):
        return SQL(
            """
            WITH last AS (SELECT max(date) AS day FROM bank_deal_snapshot)
            SELECT * FROM (
                SELECT d.id, l.day AS since, d.id AS deal_id, d.branch_id, d.user_id,
                       s.stage_id AS stage_before_id, d.stage_id, d.lost_reason_id,
                       s.date_deadline AS date_before, d.date_deadline, c.currency_id,
                       coalesce(s.worth, 0) AS worth_before,
                       coalesce(d.expected_revenue, 0) AS worth,
                       CASE WHEN d.won_status = 'pending' AND d.active
                            THEN coalesce(d.prorated_revenue, 0) ELSE 0 END
                       - CASE WHEN o.is_moved THEN 0
                              ELSE coalesce(s.weighted, 0) END AS change,
                       CASE WHEN d.won_status = 'won' THEN 'won'
                            WHEN d.won_status = 'lost' OR NOT d.active THEN 'lost'
                            WHEN s.id IS NULL AND EXISTS (
                                SELECT 1 FROM bank_deal_snapshot e
                                 WHERE e.deal_id = d.id) THEN 'returned'
                            WHEN s.id IS NULL THEN 'added'
                            WHEN o.is_moved THEN 'moved'
                            WHEN abs(s.worth - coalesce(d.expected_revenue, 0)) >= 0.01
                            THEN 'amount'
                            WHEN s.stage_id IS DISTINCT FROM d.stage_id THEN 'stage'
                            WHEN s.date_deadline IS DISTINCT FROM d.date_deadline
                            THEN 'date'
                            WHEN abs(s.weighted - coalesce(d.prorated_revenue, 0))
                                 >= 0.01 THEN 'chance' END AS kind
                  FROM crm_lead d
                  JOIN last l ON l.day IS NOT NULL
                  JOIN bank_branch b ON b.id = d.branch_id
                  JOIN res_company c ON c.id = b.company_id
                  LEFT JOIN bank_deal_snapshot s ON s.deal_id = d.id AND s.date = l.day
                 CROSS JOIN LATERAL (
                       SELECT s.id IS NOT NULL AND (s.user_id, s.branch_id)
                              IS DISTINCT FROM (d.user_id, d.branch_id) AS is_moved) o
                 WHERE d.process_id IS NOT NULL
                   AND (s.id IS NOT NULL OR d.create_date >= l.day
                        OR d.won_status = 'pending' AND d.active)
                UNION ALL
                SELECT -d.id, l.day, d.id, s.branch_id, s.user_id, s.stage_id, NULL,
                       NULL, s.date_deadline, NULL, c.currency_id, s.worth, 0,
                       -s.weighted, 'moved'
                  FROM bank_deal_snapshot s
                  JOIN last l ON l.day = s.date
                  JOIN crm_lead d ON d.id = s.deal_id
                  JOIN bank_branch b ON b.id = s.branch_id
                  JOIN res_company c ON c.id = b.company_id
                 WHERE (s.user_id, s.branch_id)
                       IS DISTINCT FROM (d.user_id, d.branch_id)) x
             WHERE kind IS NOT NULL
            """
        )
