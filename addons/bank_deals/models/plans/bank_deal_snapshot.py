# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL


class BankDealSnapshot(models.Model):
    """How a deal stood on a Monday; what changed since is told from it.

    Only the server writes it, one statement a week.
    """

    _name = "bank.deal.snapshot"
    _description = "Deal on a Day"
    _log_access = False
    _order = "date desc, id desc"
    _rec_name = "date"

    date = fields.Date(required=True, readonly=True)
    deal_id = fields.Many2one(
        comodel_name="crm.lead",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    branch_id = fields.Many2one(
        comodel_name="bank.branch", readonly=True, index=True, ondelete="set null"
    )
    user_id = fields.Many2one(
        comodel_name="res.users", readonly=True, ondelete="set null"
    )
    stage_id = fields.Many2one(
        comodel_name="crm.stage", readonly=True, ondelete="set null"
    )
    worth = fields.Float(readonly=True)
    weighted = fields.Float(string="By Probability", readonly=True)
    date_deadline = fields.Date(string="Expected Closing", readonly=True)

    _deal_day_uniq = models.UniqueIndex(
        "(date, deal_id)", "A deal stands once in the picture of a day."
    )

    @api.model
    def _cron_take(self):
        """Take the picture of this week, once: of Monday, or of the first day after."""
        zone = self.env.company.sudo().partner_id._get_contact_zone()
        today = fields.Date.context_today(self.with_context(tz=zone))
        self._take(fields.Date.start_of(today, "week"))

    @api.model
    def _take(self, day):
        self.env["crm.lead"].flush_model()
        self.env.execute_query(
            SQL(
                """
                INSERT INTO bank_deal_snapshot (date, deal_id, branch_id, user_id,
                            stage_id, worth, weighted, date_deadline)
                SELECT %(day)s, d.id, d.branch_id, d.user_id, d.stage_id,
                       coalesce(d.expected_revenue, 0),
                       coalesce(d.prorated_revenue, 0), d.date_deadline
                  FROM crm_lead d
                 WHERE d.process_id IS NOT NULL AND d.active
                   AND d.won_status = 'pending'
                   AND NOT EXISTS (SELECT 1 FROM bank_deal_snapshot s
                                    WHERE s.date = %(day)s)
                RETURNING id
                """,
                day=day,
            )
        )
        self.invalidate_model()
