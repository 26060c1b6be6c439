# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The nightly search for events of products, 100,000 of which have come up.

``obligations`` looks for agreements that end soon: finds them, gives a task for each to
who answers for the client, closes what is no longer due. *floor*: the two INSERTs that
give the same obligations and tasks, by hand. ``obligations_all`` is the whole night: every
rule the bank has, the terms of all agreements compared with those of the night before.
"""

from datetime import timedelta
from functools import partial

from odoo.tools import SQL

from . import timing
from .base import Bank
from .clients import TODAY

ROWS = 100_000
DAYS_BEFORE = 10
OBLIGATIONS = """
    INSERT INTO bank_obligation (kind_id, partner_id, branch_id, user_id, agreement_id,
           date_due, source_key, state, notice_state, create_uid, create_date,
           write_uid, write_date)
    SELECT %(kind)s, p.id, p.branch_id, p.manager_id, a.id, a.date_end,
           a.id || '/' || a.date_end, 'open', 'none', 1, now(), 1, now()
      FROM bank_agreement a JOIN res_partner p ON p.id = a.partner_id
     WHERE a.state = 'active' AND a.date_end BETWEEN %(today)s AND %(last)s
       AND p.active
"""
TASKS = """
    INSERT INTO mail_activity (obligation_id, activity_type_id, res_model_id, res_model,
           res_id, res_name, summary, date_deadline, user_id, automated, active,
           create_uid, create_date, write_uid, write_date)
    SELECT o.id, %(type)s, %(model)s, 'res.partner', o.partner_id, p.complete_name,
           a.number, o.date_due, o.user_id, TRUE, TRUE, 1, now(), 1, now()
      FROM bank_obligation o JOIN res_partner p ON p.id = o.partner_id
      JOIN bank_agreement a ON a.id = o.agreement_id
     WHERE o.kind_id = %(kind)s AND o.state = 'open' AND o.user_id IS NOT NULL
"""


def _prepare(env, n):
    """Let agreements end soon; return the rule that looks for them."""
    Bank(env, n)
    env.cr.execute(
        """
        UPDATE bank_agreement SET date_end = %s WHERE id IN (
            SELECT id FROM bank_agreement WHERE state = 'active' ORDER BY id LIMIT %s)
        """,
        [TODAY + timedelta(days=DAYS_BEFORE), ROWS],
    )
    env.invalidate_all(flush=False)
    env["bank.obligation"]._remember_terms()
    kinds = env["bank.obligation.kind"].search([("event", "=", "agreement_expiry")])
    kinds[1:].active = False
    kinds[:1].write({"product_category_id": False, "lead_days": DAYS_BEFORE})
    env.flush_all()
    return kinds[:1]


def _take_back(env, run):
    """Return the seconds of ``run`` and how many obligations have their task."""
    with env.cr.savepoint(flush=False) as savepoint:
        seconds = timing.once(run)
        env.cr.execute(
            "SELECT count(*) FROM bank_obligation o "
            "JOIN mail_activity t ON t.obligation_id = o.id"
        )
        (count,) = env.cr.fetchone()
        savepoint.rollback()
    env.invalidate_all(flush=False)
    return seconds, count


def _search_by_hand(env, kind):
    values = {
        "kind": kind.id,
        "today": TODAY,
        "last": TODAY + timedelta(days=DAYS_BEFORE),
        "type": kind.activity_type_id.id,
        "model": env["ir.model"]._get_id("res.partner"),
    }
    env.cr.execute(SQL(OBLIGATIONS, **values))
    env.cr.execute(SQL(TASKS, **values))


def _measure(env, n, is_all=False):
    kind = _prepare(env, n)
    if not is_all:
        others = env["bank.obligation.kind"].search([("id", "!=", kind.id)])
        others.active = False
        env.flush_all()
    search = partial(env["bank.obligation"]._search_events, TODAY)
    ours, found = _take_back(env, search)
    if is_all:
        return {"ours_s": ours, "floor_s": None, "stock_s": None}
    floor, wanted = _take_back(env, partial(_search_by_hand, env, kind))
    if found != wanted:
        raise ValueError(f"{found} obligations with a task where {wanted} were due")
    return {"ours_s": ours, "floor_s": floor, "stock_s": None}


MEASURES = {
    "obligations": _measure,
    "obligations_all": partial(_measure, is_all=True),
}
