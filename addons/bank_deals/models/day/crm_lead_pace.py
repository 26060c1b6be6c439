# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

# a deal is told to go cold when so much of its time on the stage is over
WARNED = 0.8
# and when it stands so many times longer than deals that were won
SLOWER = 1.5
# so many won deals make a usual time, and no fewer
LEAST = 5


class CrmLead(models.Model):
    """How long deals stand on their stages: against the limit, against similar ones."""

    _inherit = "crm.lead"

    stage_days = fields.Integer(
        string="Days on the Stage", compute="_compute_stage_days"
    )

    @api.depends("date_last_stage_update")
    def _compute_stage_days(self):
        now = fields.Datetime.now()
        for deal in self:
            since = deal.date_last_stage_update or deal.create_date or now
            deal.stage_days = max((now - since).days, 0)

    def _find_cold(self):
        """Return ``{deal_id: {days, limit, usual}}`` of those that are going cold."""
        usual = self._read_usual_days()
        cold = {}
        for deal in self:
            stage = deal.stage_id.sudo()
            limit, median = stage.time_limit_days, usual.get(stage.id, 0)
            is_late = limit and deal.stage_days >= limit * WARNED
            is_slow = median and deal.stage_days > max(median * SLOWER, 1)
            if is_late or is_slow:
                cold[deal.id] = {
                    "days": deal.stage_days,
                    "limit": limit,
                    "usual": round(median),
                }
        return cold

    def _read_usual_days(self):
        """Return ``{stage_id: median days}`` of the deals won by the same processes.

        Numbers of the whole bank, without anybody's data; one statement.
        """
        stage = self.env["ir.model.fields"]._get("crm.lead", "stage_id")
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                WITH moves AS (
                    SELECT t.old_value_integer AS stage_id,
                           m.date - COALESCE(
                               LAG(m.date) OVER (PARTITION BY d.id ORDER BY m.date, t.id),
                               d.create_date
                           ) AS stay
                      FROM crm_lead d
                      JOIN mail_message m ON m.model = 'crm.lead' AND m.res_id = d.id
                      JOIN mail_tracking_value t
                        ON t.mail_message_id = m.id AND t.field_id = %s
                     WHERE d.won_status = 'won' AND d.process_id = ANY(%s)
                       AND d.date_closed > %s::timestamp - interval '1 year'
                )
                SELECT stage_id,
                       percentile_cont(0.5) WITHIN GROUP (
                           ORDER BY EXTRACT(epoch FROM stay)
                       ) / 86400
                  FROM moves
                 GROUP BY stage_id
                HAVING COUNT(*) >= %s
                """,
                stage.id,
                self.process_id.ids,
                fields.Datetime.now(),
                LEAST,
            )
        )
        return dict(rows)
