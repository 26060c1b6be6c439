# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from dataclasses import dataclass

import numpy as np

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.bank_base.tools.clock_columns import WorkTime

from ...tools import waiting

ANSWERED = ("approved", "rejected", "abstained", "returned", "advised")
MOST = 150_000


@dataclass(frozen=True)
class Places:
    """Beside the columns of :class:`waiting.Waiting`: on which step each row stands."""

    turn: np.ndarray
    step: np.ndarray
    is_vote: np.ndarray
    given: np.ndarray


class BankApprovalTask(models.Model):
    """Who was asked when, and when he answered, as columns: one statement."""

    _inherit = "bank.approval.task"

    @api.model
    def _read_waiting(self, condition, now):
        """Return the rows of the company under a condition on task ``t``, turn ``u``.

        The newest :data:`MOST`; nothing of the clients is read.
        """
        self.env.flush_all()
        found = self.env.execute_query(
            SQL(
                """
                SELECT t.id, t.approval_id, t.user_id,
                       CASE WHEN t.kind = 'opinion' THEN t.kind ELSE s.kind END,
                       t.res_model || ':' || (s.name ->> 'en_US'), %(product)s,
                       a.branch_id, a.amount, EXTRACT(EPOCH FROM GREATEST(u.date_start,
                       CASE WHEN t.parent_id IS NOT NULL THEN t.create_date END))::bigint,
                       EXTRACT(EPOCH FROM CASE WHEN t.state = 'open' THEN %(now)s
                       ELSE COALESCE(CASE WHEN t.state = 'delegated' THEN (
                       SELECT MIN(h.create_date) FROM bank_approval_task h
                        WHERE h.parent_id = t.id AND h.kind = t.kind) END,
                       t.date_decided, u.date_end, t.write_date) END)::bigint,
                       t.state IN %(answered)s, EXTRACT(EPOCH FROM u.date_due)::bigint,
                       u.lack_count, n.asked, r.number, t.turn_id, t.step_id,
                       t.kind = 'vote', n.given
                  FROM bank_approval_task t
                  JOIN bank_approval_turn u ON u.id = t.turn_id
                  JOIN bank_approval_round r ON r.id = u.round_id
                  JOIN bank_approval_step s ON s.id = t.step_id
                  JOIN bank_approval a ON a.id = t.approval_id
                  CROSS JOIN LATERAL (
                       SELECT COUNT(*) AS asked,
                              COUNT(*) FILTER (WHERE state IN %(answered)s) AS given
                         FROM bank_approval_task o
                        WHERE o.turn_id = t.turn_id AND o.kind = 'vote'
                          AND o.state != 'delegated') n
                  %(joins)s
                 WHERE a.company_id = %(company)s AND t.state != 'waiting'
                   AND u.date_start <= %(now)s AND t.repeat_step_id IS NULL
                   AND %(condition)s
                 ORDER BY t.id DESC LIMIT %(most)s
                """,
                **self._get_product_sql(),
                answered=ANSWERED,
                company=self.env.company.id,
                condition=condition,
                now=now,
                most=MOST,
            )
        )
        size = len(waiting.FIELDS)
        return waiting.read([row[:size] for row in found]), _read_places(found, size)

    @api.model
    def _get_product_sql(self):
        """Return SQL of the product of a document of any kind, and the joins to it."""
        columns, joins = [SQL("NULL::integer")], []
        for name in self.env["bank.approval.route"]._get_document_models():
            model = self.env[name]
            field = model._fields.get(model._approval_product or "")
            if not field or not field.store or field.type != "many2one":
                continue
            alias = SQL.identifier(f"document_{len(joins)}")
            columns.append(SQL("%s.%s", alias, SQL.identifier(field.name)))
            joins.append(
                SQL(
                    "LEFT JOIN %(table)s %(alias)s ON t.res_model = %(name)s"
                    " AND %(alias)s.id = t.res_id",
                    table=SQL.identifier(model._table),
                    alias=alias,
                    name=name,
                )
            )
        product = SQL("COALESCE(%s)", SQL(", ").join(columns))
        return {"product": product, "joins": SQL(" ").join(joins)}

    @api.model
    def _get_work_time(self):
        calendar = self.env.company.resource_calendar_id
        return WorkTime(calendar._get_work_calendar())

    @api.model
    def _read_absences(self):
        """Return when employees are away: on leave, or a deputy does all for them.

        The same that ``res.users._find_absent`` asks of today, for all days.
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT r.user_id, EXTRACT(EPOCH FROM l.date_from)::bigint,
                       EXTRACT(EPOCH FROM l.date_to)::bigint
                  FROM resource_calendar_leaves l
                  JOIN resource_resource r ON r.id = l.resource_id
                 WHERE r.user_id IS NOT NULL
                 UNION ALL
                SELECT from_user_id, EXTRACT(EPOCH FROM date_start)::bigint,
                       EXTRACT(EPOCH FROM date_end + 1)::bigint
                  FROM bank_delegation
                 WHERE act = 'any' AND state IN ('active', 'ended')
                   AND company_id = %(company)s
                """,
                company=self.env.company.id,
            )
        )
        columns = zip(*rows, strict=True) if rows else ((), (), ())
        return waiting.Spans(*(np.array(one, dtype=np.int64) for one in columns))

    @api.model
    def _read_loads(self, users):
        """Return ``{user id: how many answers he owes}``."""
        groups = self._read_group(
            [("user_id", "in", users.ids), ("state", "=", "open")],
            ["user_id"],
            ["__count"],
        )
        return {user.id: count for user, count in groups}


def _read_places(found, size):
    columns = list(zip(*(row[size:] for row in found), strict=True)) or [()] * 4
    kinds = (np.int64, np.int64, bool, np.int64)
    return Places(
        *(
            np.array(column, dtype=kind)
            for column, kind in zip(columns, kinds, strict=True)
        )
    )
