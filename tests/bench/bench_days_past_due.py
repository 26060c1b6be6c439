# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A night of days past due: 100,000 loans with twelve payments each, one in ten late.

*floor*: one INSERT of the same rows by hand, with a window over the same payments, and
nothing else: no borrowers, no agreements, no run that can be broken off.
"""

from datetime import timedelta
from functools import partial

from odoo.tools import SQL

from . import timing
from .base import Bank
from .clients import TODAY

LOANS = 100_000
LATE_SHARE = 10
FILL = """
    WITH loan AS (
        SELECT id, row_number() OVER (ORDER BY id) AS place FROM bank_agreement
         WHERE trade = 'credit' AND state IN ('active', 'defaulted')
         ORDER BY id LIMIT %(loans)s
    )
    INSERT INTO bank_agreement_payment (agreement_id, date, kind, state, amount)
    SELECT loan.id, %(today)s::date - 15 - 30 * n, k.kind,
           CASE k.kind WHEN 'fact' THEN 'paid' ELSE 'due' END, 1000
      FROM loan, generate_series(0, 11) n, (VALUES ('schedule'), ('fact')) k (kind)
     WHERE k.kind = 'schedule' OR n > CASE WHEN loan.place %% %(late)s = 0
           THEN loan.place / %(late)s %% 4 ELSE -1 END
"""
FLOOR = """
    INSERT INTO bank_delinquency_day (agreement_id, partner_id, date, date_since, days,
                                      amount)
    SELECT s.agreement_id, a.partner_id, %(today)s, MIN(s.date),
           %(today)s::date - MIN(s.date), MAX(s.due) - MAX(COALESCE(p.total, 0))
      FROM (SELECT agreement_id, date, SUM(amount) OVER (
                       PARTITION BY agreement_id ORDER BY date, id) AS due
              FROM bank_agreement_payment WHERE kind = 'schedule') s
      JOIN bank_agreement a ON a.id = s.agreement_id
       AND a.trade = 'credit' AND a.state IN ('active', 'defaulted')
      JOIN (SELECT agreement_id, SUM(amount) AS total FROM bank_agreement_payment
             WHERE kind = 'fact' GROUP BY agreement_id) p
        ON p.agreement_id = s.agreement_id
     WHERE s.due > p.total AND s.date < %(today)s
     GROUP BY s.agreement_id, a.partner_id
"""


def _prepare(env, n):
    Bank(env, n)
    env.cr.execute("DELETE FROM bank_agreement_payment")
    env.cr.execute(FILL, {"loans": LOANS, "today": TODAY, "late": LATE_SHARE})
    env.cr.execute("ANALYZE bank_agreement_payment")
    env.invalidate_all(flush=False)


def _take_back(env, run):
    """Return the seconds of ``run`` and what it has written of the day."""
    with env.cr.savepoint(flush=False) as savepoint:
        seconds = timing.once(run)
        env.cr.execute(
            "SELECT count(*), sum(days), round(sum(amount)) FROM bank_delinquency_day "
            "WHERE date = %s",
            [TODAY],
        )
        found = env.cr.fetchone()
        savepoint.rollback()
    env.invalidate_all(flush=False)
    return seconds, found


def _run_night(env, day):
    """The run of one day, without the commits between its slices."""
    env["bank.delinquency.run"]._run_day(day)
    env.flush_all()


def _measure(env, n):
    _prepare(env, n)
    values = {"today": TODAY}
    night = partial(_run_night, env, TODAY)
    ours, found = _take_back(env, night)
    floor, wanted = _take_back(env, lambda: env.cr.execute(SQL(FLOOR, **values)))
    if found != wanted:
        raise ValueError(f"{found} of the day where {wanted} were late")
    # the next night finds most agreements as they are
    tomorrow = partial(_run_night, env, TODAY + timedelta(days=1))
    with env.cr.savepoint(flush=False) as savepoint:
        night()
        again = timing.once(tomorrow)
        savepoint.rollback()
    return {"ours_s": ours, "floor_s": floor, "stock_s": None, "next_s": again}


MEASURES = {"days_past_due": _measure}
