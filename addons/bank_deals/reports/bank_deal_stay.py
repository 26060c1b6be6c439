# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL


class BankDealStay(models.Model):
    """The log of stages: when a deal came onto each, who moved it on, how long it took.

    Read from the history of the stage that every move leaves; a number is a stay, and
    the last one of an open deal still goes on.
    """

    _name = "bank.deal.stay"
    _description = "Time on a Stage"
    _auto = False
    _order = "date_entered desc, id desc"
    _rec_name = "deal_id"

    deal_id = fields.Many2one(comodel_name="crm.lead", readonly=True)
    stage_id = fields.Many2one(comodel_name="crm.stage", readonly=True)
    process_id = fields.Many2one(comodel_name="bank.process", readonly=True)
    product_id = fields.Many2one(comodel_name="bank.product", readonly=True)
    branch_id = fields.Many2one(comodel_name="bank.branch", readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users", string="Client Manager", readonly=True
    )
    won_status = fields.Selection(
        selection=[("won", "Won"), ("lost", "Lost"), ("pending", "In Work")],
        string="Deal Is",
        readonly=True,
    )
    date_entered = fields.Datetime(string="Entered On", readonly=True)
    date_left = fields.Datetime(string="Left On", readonly=True)
    next_stage_id = fields.Many2one(
        comodel_name="crm.stage", string="Moved to", readonly=True
    )
    moved_by_id = fields.Many2one(
        comodel_name="res.users", string="Moved by", readonly=True
    )
    days = fields.Float(
        string="Days on the Stage", digits=(12, 1), readonly=True, aggregator="avg"
    )
    limit_days = fields.Integer(string="Limit, Days", readonly=True, aggregator=None)
    is_over = fields.Boolean(string="Over the Limit", readonly=True)
    usual_days = fields.Float(
        string="Won Deals Took, Days",
        digits=(12, 1),
        compute="_compute_usual_days",
        help="The median of deals of the same process that were won within a year; "
        "empty where there are too few of them.",
    )

    @api.depends("stage_id")
    def _compute_usual_days(self):
        usual = self.deal_id._read_usual_days()
        for stay in self:
            stay.usual_days = usual.get(stay.stage_id.id, 0)

    @property
    def _table_query(self):
        stage = self.env["ir.model.fields"]._get("crm.lead", "stage_id")
        return SQL(
            """
            SELECT s.*, st.time_limit_days AS limit_days,
                   st.time_limit_days > 0 AND s.days > st.time_limit_days AS is_over
              FROM ((%(past)s) UNION ALL (%(present)s)) s
              JOIN crm_stage st ON st.id = s.stage_id
            """,
            past=self._get_past_query(stage.id),
            present=self._get_present_query(),
        )

    @api.model
    def _get_past_query(self, field_id):
        """Every move ends a stay; its begin is the move before, or the deal's own."""
        return SQL(
            """
            SELECT 2 * m.id AS id, m.deal_id, m.stage_id, m.process_id, m.product_id,
                   m.branch_id, m.user_id, m.won_status, m.entered AS date_entered,
                   m.moved AS date_left, m.next_stage_id, m.moved_by_id,
                   EXTRACT(epoch FROM m.moved - m.entered)::float / 86400 AS days
              FROM (SELECT t.id, d.id AS deal_id, t.old_value_integer AS stage_id,
                           t.new_value_integer AS next_stage_id, d.process_id,
                           d.product_id, d.branch_id, d.user_id, d.won_status,
                           t.create_uid AS moved_by_id, m.date AS moved,
                           COALESCE(
                               LAG(m.date) OVER (PARTITION BY d.id ORDER BY m.date, t.id),
                               d.create_date
                           ) AS entered
                      FROM crm_lead d
                      JOIN mail_message m ON m.model = 'crm.lead' AND m.res_id = d.id
                      JOIN mail_tracking_value t
                        ON t.mail_message_id = m.id AND t.field_id = %s
                     WHERE d.process_id IS NOT NULL) m
            """,
            field_id,
        )

    @api.model
    def _get_present_query(self):
        """An open deal stands where it is since its last move."""
        return SQL(
            """
            SELECT 2 * d.id + 1, d.id, d.stage_id, d.process_id, d.product_id,
                   d.branch_id, d.user_id, d.won_status,
                   COALESCE(d.date_last_stage_update, d.create_date), NULL::timestamp,
                   NULL::int, NULL::int,
                   EXTRACT(
                       epoch FROM %s::timestamp
                       - COALESCE(d.date_last_stage_update, d.create_date)
                   )::float / 86400
              FROM crm_lead d
             WHERE d.process_id IS NOT NULL AND d.won_status = 'pending' AND d.active
            """,
            fields.Datetime.now(),
        )

    def action_open_deal(self):
        self.ensure_one()
        self.check_access("read")
        return self.deal_id._open_deal_form()
