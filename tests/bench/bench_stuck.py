# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The forecast of missed terms: how good it is, what learning and telling cost.

Learning is measured on a played history (see ``stuck_history``), its last months held
out; figures and calibration come before the JSON line, and those of a history in which
there is nothing to learn. The floor of learning is scikit-learn's logistic regression
over the same rows. Telling is measured on open answers in the database; its floor is the
bare statement that reads them.
"""

import json
import statistics
import time

import numpy as np
from scipy import sparse

from odoo import fields
from odoo.tools import SQL

from odoo.addons.bank_approval.tools import stuck, stuck_trial
from odoo.addons.bank_approval.tools.hazard import Hazard

from . import stuck_history, timing

TASKS, MONTHS = 100_000, 14
OPEN, PAST, PEOPLE, REPEATS = 10_000, 100_000, 100, 3


def show(name, figures):
    """Print one JSON line and the table of what was said and what was."""
    found = {key: value for key, value in vars(figures).items() if key != "table"}
    rounded = {key: round(value, 4) for key, value in found.items()}
    line = {"measure": name, **rounded, "in_force": figures.is_better}
    print(json.dumps(line))
    for bound, cases, said, was in figures.table:
        print(f"  {bound:.1f}: {cases:6d} cases, said {said:.3f}, late {was:.3f}")


def try_history(make):
    """Return the history, its working time, the border and what came of the trial."""
    history, work = make(TASKS, MONTHS)
    border = stuck_history.find_border(history)
    trial = stuck_trial.try_out(
        history.rows, work, history.absences, border, history.now
    )
    return history, work, border, trial


def fit_by_library(event, numbers, groups):
    """Fit the same rows by scikit-learn, without pooling by spreads."""
    from sklearn.linear_model import LogisticRegression

    count, rows = len(event), np.arange(len(event))
    parts = [sparse.csr_matrix(np.column_stack(list(numbers.values())))]
    for labels, codes in groups.values():
        shape = (count, len(labels))
        parts.append(sparse.csr_matrix((np.ones(count), (rows, codes)), shape=shape))
    LogisticRegression(max_iter=100).fit(sparse.hstack(parts, format="csr"), event)


def measure_learning(_env, _count):
    history, work, border, (_model, figures, _held) = try_history(
        stuck_history.make_history
    )
    show("stuck_forecast", figures)
    show("stuck_nothing_to_learn", try_history(stuck_history.make_noise)[3][1])
    past = stuck_trial.cut(history.rows, border)
    start, worked = time.perf_counter(), time.process_time()
    stuck.learn(past, work, history.absences)
    spent, worked = time.perf_counter() - start, time.process_time() - worked
    rows = stuck.expand(past, work, history.absences)
    start = time.perf_counter()
    fit_by_library(*rows)
    return {
        "ours_s": spent,
        "floor_s": time.perf_counter() - start,
        "stock_s": None,
        "cpu_s": worked,
        "answers": len(past),
        "intervals": len(rows[0]),
    }


def fill(env):
    """Put requests into the database whose answers are open or were given."""
    model = env["ir.model"]._get(env["bank.approval.route"]._get_document_models()[0])
    route = env["bank.approval.route"].create({"name": "Bench", "model_id": model.id})
    group = env.ref("bank_crm_core.group_crm_security_officer")
    step = env["bank.approval.step"].create(
        {"route_id": route.id, "name": "Bench", "who": "group", "group_id": group.id}
    )
    people = env["res.users"].search([("share", "=", False)], limit=PEOPLE).ids
    env.flush_all()
    values = {
        "route": route.id, "step": step.id, "model": model.model, "people": people,
        "company": env.company.id, "uid": env.uid, "open": OPEN, "all": OPEN + PAST,
        "start": fields.Datetime.subtract(fields.Datetime.now(), months=12),
    }  # fmt: skip
    for statement in STATEMENTS:
        env.cr.execute(SQL(statement, **values))
    env.cr.execute("ANALYZE bank_approval, bank_approval_turn, bank_approval_task")
    env.invalidate_all()


# number 1 to OPEN are open since yesterday, the rest were given over the year before
STATEMENTS = (
    """
    CREATE TEMP TABLE bench_stuck ON COMMIT DROP AS
    SELECT n, 1000000000 + n AS document, (%(people)s)[1 + n %% cardinality(%(people)s)]
           AS person, CASE WHEN n <= %(open)s THEN now()::timestamp - interval '1 day'
           ELSE %(start)s + n * interval '4 minutes' END AS start
      FROM generate_series(1, %(all)s) AS n
    """,
    """
    INSERT INTO bank_approval (name, route_id, state, company_id, user_id, res_model,
           res_id, date_requested, date_moved, act_count, amount)
    SELECT n, %(route)s, CASE WHEN n <= %(open)s THEN 'pending' ELSE 'approved' END,
           %(company)s, %(uid)s, %(model)s, document, start, start, 0, 1000 * n
      FROM bench_stuck
    """,
    """
    INSERT INTO bank_approval_round (approval_id, number, user_id, date_start, snapshot,
           snapshot_hash, res_model, res_id)
    SELECT a.id, 1, %(uid)s, b.start, '', '', a.res_model, a.res_id
      FROM bank_approval a JOIN bench_stuck b ON b.document = a.res_id
    """,
    """
    INSERT INTO bank_approval_turn (approval_id, round_id, step_id, sequence, state,
           date_start, date_due, date_end, res_model, res_id)
    SELECT r.approval_id, r.id, %(step)s, 10,
           CASE WHEN n <= %(open)s THEN 'pending' ELSE 'approved' END, b.start,
           b.start + interval '2 days',
           CASE WHEN n > %(open)s THEN b.start + n %% 90 * interval '1 hour' END,
           r.res_model, r.res_id
      FROM bank_approval_round r JOIN bench_stuck b ON b.document = r.res_id
    """,
    """
    INSERT INTO bank_approval_task (approval_id, turn_id, step_id, kind, user_id, state,
           date_decided, decided_by_id, date_due, res_model, res_id, write_date)
    SELECT u.approval_id, u.id, u.step_id, 'vote', b.person,
           CASE WHEN n <= %(open)s THEN 'open' ELSE 'approved' END, u.date_end,
           CASE WHEN n > %(open)s THEN b.person END, u.date_due, u.res_model, u.res_id,
           b.start
      FROM bank_approval_turn u JOIN bench_stuck b ON b.document = u.res_id
    """,
)


BY_HAND = """
    SELECT t.id, t.user_id, u.date_start, u.date_due
      FROM bank_approval_task t JOIN bank_approval_turn u ON u.id = t.turn_id
     WHERE t.state = 'open'
"""


def measure_telling(env, _count):
    fill(env)
    model = Hazard(-2.0, {"load": [-0.7, 1.0], "lacks": [-2.0, 0.3]})
    forecasts, tasks = env["bank.approval.forecast"], env["bank.approval.task"]
    now, version = fields.Datetime.now(), env["bank.model"]
    times, reads, floors = [], [], []
    for _repeat in range(REPEATS):
        env.invalidate_all()
        start, before = time.perf_counter(), env.cr.sql_log_count
        found = forecasts._reckon(model, now)
        forecasts._keep(found, version, now)
        times.append(time.perf_counter() - start)
        queries = env.cr.sql_log_count - before
        start = time.perf_counter()
        rows, _places = tasks._read_waiting(SQL("TRUE"), now)
        reads.append(time.perf_counter() - start)
        floors.append(timing.once(lambda: env.execute_query(SQL(BY_HAND))))
    if len(found) < OPEN or len(rows) < OPEN + PAST:
        raise AssertionError("some answers were not looked at")
    return {
        "ours_s": statistics.median(times),
        "floor_s": statistics.median(floors),
        "stock_s": None,
        "open": len(found),
        "queries": queries,
        "read_all_s": statistics.median(reads),
        "read": len(rows),
    }


MEASURES = {"stuck_learning": measure_learning, "stuck_telling": measure_telling}
