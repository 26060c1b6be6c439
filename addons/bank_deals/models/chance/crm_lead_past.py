# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from typing import NamedTuple

import numpy as np

from odoo import api, fields, models
from odoo.tools import SQL

# what is known of a deal at a moment, in the order of the columns below
NAMES = (
    "stage",
    "days",
    "silence",
    "contacts",
    "step",
    "late",
    "offers",
    "accepted",
    "worth",
    "known",
)
LOGARITHMS = ("days", "silence", "contacts", "worth")


class Past(NamedTuple):
    """Deals at moments: a row each, in columns."""

    names: tuple
    deals: np.ndarray
    stages: np.ndarray  # the figure of the stage, a share
    values: np.ndarray
    won: np.ndarray

    def take(self, chosen):
        return Past(self.names, *(column[chosen] for column in self[1:]))


class CrmLead(models.Model):
    """What was known of deals, and when: nothing that came later tells on them."""

    _inherit = "crm.lead"

    @api.model
    def _read_past(self, process):
        """Return the closed deals of all versions of a process, a row a stage.

        Each as it stood at some moment of its stay there, which is the same for a deal
        whenever it is asked for. Deals that were merged away tell nothing.
        """
        field = self.env["ir.model.fields"]._get("crm.lead", "stage_id")
        merged = self.env.ref("bank_deals.crm_lost_reason_merged")
        self.env.flush_all()
        moments = SQL(
            """
            SELECT x.*, x.since + (x.till - x.since)
                        * (((x.deal_id * 7919 + x.stage_id * 104729) %% 997) / 997.0)::float
                        AS moment
              FROM (SELECT d.id AS deal_id, t.old_value_integer AS stage_id,
                           coalesce(lag(m.date) OVER (PARTITION BY d.id
                                                      ORDER BY m.date, t.id),
                                    d.create_date) AS since,
                           m.date AS till, d.date_closed
                      FROM closed d
                      JOIN mail_message m ON m.model = 'crm.lead' AND m.res_id = d.id
                      JOIN mail_tracking_value t
                        ON t.mail_message_id = m.id AND t.field_id = %(field)s
                    UNION ALL
                    SELECT d.id, d.stage_id, coalesce(d.date_last_stage_update,
                           d.create_date), d.date_closed, d.date_closed
                      FROM closed d WHERE d.won_status = 'lost') x
             WHERE x.till >= x.since
            """,
            field=field.id,
        )
        closed = SQL(
            """
            SELECT d.* FROM crm_lead d
             WHERE d.process_id = ANY(%(processes)s) AND d.date_closed IS NOT NULL
               AND d.won_status IN ('won', 'lost')
               AND d.lost_reason_id IS DISTINCT FROM %(merged)s
            """,
            processes=process.sudo()._get_line().ids,
            merged=merged.id,
        )
        return self._read_rows(moments, closed)

    def _read_present(self):
        """Return these deals as they stand now."""
        self.env.flush_all()
        moments = SQL(
            """
            SELECT d.id AS deal_id, d.stage_id, d.date_closed, %(now)s::timestamp AS moment,
                   coalesce(d.date_last_stage_update, d.create_date) AS since
              FROM closed d
            """,
            now=fields.Datetime.now(),
        )
        chosen = SQL("SELECT d.* FROM crm_lead d WHERE d.id = ANY(%s)", self.ids)
        return self._read_rows(moments, chosen)

    @api.model
    def _read_rows(self, moments, closed):
        rows = self.env.execute_query(
            SQL(
                """
                WITH closed AS (%(closed)s), moments AS (%(moments)s)
                SELECT t.deal_id, s.probability / 100.0, (d.won_status = 'won')::int,
                       greatest(extract(epoch FROM t.moment - t.since) / 86400, 0),
                       coalesce(extract(epoch FROM t.moment - c.latest) / 86400, 365),
                       c.recent, a.step, coalesce(a.late, 0), o.presented, o.accepted,
                       greatest(d.expected_revenue, 0), k.known
                  FROM moments t
                  JOIN closed d ON d.id = t.deal_id
                  JOIN crm_stage s ON s.id = t.stage_id AND s.is_won IS NOT TRUE
                       AND s.process_id IS NOT NULL,
                       LATERAL (%(contacts)s) c, LATERAL (%(tasks)s) a,
                       LATERAL (%(offers)s) o, LATERAL (%(agreements)s) k
                 ORDER BY t.date_closed, t.deal_id, t.stage_id
                """,
                closed=closed,
                moments=moments,
                **self._get_facts(),
            )
        )
        return _make_columns(rows)

    @api.model
    def _get_facts(self):
        """Return statements of one row each about the deal d at the moment of t.

        Days are those of the bank, as its employees have seen them.
        """
        zone = self.env.company.sudo().partner_id._get_contact_zone()
        day = SQL("(t.moment AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", zone)
        begun = SQL("(d.create_date AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", zone)
        return {
            "contacts": SQL(
                """
                SELECT max(i.date) AS latest,
                       count(*) FILTER (WHERE i.date > t.moment - interval '30 days')
                       AS recent
                  FROM bank_interaction i
                 WHERE i.partner_id = d.partner_id AND i.date <= t.moment
                   AND i.date > t.moment - interval '1 year'
                """
            ),
            "tasks": SQL(
                """
                SELECT (count(*) > 0)::int AS step,
                       max((m.date_deadline < %(day)s)::int) AS late
                  FROM mail_activity m
                 WHERE m.res_model = 'crm.lead' AND m.res_id = d.id
                   AND m.create_date <= t.moment
                   AND (m.active OR m.date_done > %(day)s)
                """,
                day=day,
            ),
            "offers": SQL(
                """
                SELECT least(count(*), 3) AS presented,
                       (count(*) FILTER (WHERE b.state = 'accepted'
                        AND b.date_answered <= t.moment) > 0)::int AS accepted
                  FROM bank_offer b
                 WHERE b.deal_id = d.id AND b.date_presented <= t.moment
                """
            ),
            "agreements": SQL(
                """
                SELECT EXISTS (SELECT 1 FROM bank_agreement g
                                WHERE g.partner_id = d.partner_id
                                  AND g.date_start < %(begun)s)::int AS known
                """,
                begun=begun,
            ),
        }


def _make_columns(rows):
    """Return rows of the statement as columns of numbers."""
    if not rows:
        empty = np.zeros(0)
        return Past(NAMES, empty, empty, np.zeros((0, len(NAMES))), empty)
    table = np.array(rows, dtype=float)
    stages = np.clip(table[:, 1], 0.005, 0.995)
    odds = np.log(stages / (1 - stages))
    values = np.column_stack([odds, table[:, 3:]])
    for name in LOGARITHMS:
        values[:, NAMES.index(name)] = np.log1p(values[:, NAMES.index(name)])
    return Past(NAMES, table[:, 0].astype(int), stages, values, table[:, 2])
