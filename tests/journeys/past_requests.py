# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Fourteen months of answers on the route of the demo bank's loans, played by a rule.

``PYTHONPATH=. DB=bank .venv/bin/python -m tools.shell < tests/journeys/past_requests.py``

The demo bank begins today, so that nothing can be learned from its answers. This plays
the past of the bench (``tests/bench/stuck_history.py``) on its own steps and people, has
the server learn from it as it does every month, and the model owner put what it has
learned into force. The requests of that past have no documents: the database is for
pictures and is thrown away afterwards.
"""

from datetime import UTC, datetime, timedelta

from odoo.tools import SQL

from odoo.addons.bank_approval.tools import waiting

from tests.bench import stuck_history

ANSWERS, MONTHS, FIRST = 6_000, 14, 1_000_000_000
WEEK = 7 * 86_400
# steps of the bench → the sequence of a step of the demo route, and who is asked there
STEPS = {
    "Security": (10, ("security", "security2")),
    "Underwriter": (20, ("underwriter", "underwriter2")),
    "Committee": (30, ("board1", "board2")),
}
# who is away since today, so that what waits for him will get stuck
AWAY, AWAY_DAYS = "security", 9
PAST = """
    CREATE TEMP TABLE past_answer ON COMMIT DROP AS
    SELECT * FROM unnest(%(columns)s::int[], %(steps)s::int[], %(users)s::int[],
                         %(amounts)s::float[], %(lacks)s::int[], %(starts)s::timestamp[],
                         %(ends)s::timestamp[], %(dues)s::timestamp[])
           AS p (n, step, person, amount, lacks, start, ended, due)
"""
STATEMENTS = (
    """
    INSERT INTO bank_approval (name, route_id, state, company_id, user_id, res_model,
           res_id, date_requested, date_moved, act_count, amount)
    SELECT 'P-' || n, %(route)s, 'approved', %(company)s, %(uid)s, %(model)s, n, start,
           ended, 0, amount
      FROM past_answer
    """,
    """
    INSERT INTO bank_approval_round (approval_id, number, user_id, date_start, snapshot,
           snapshot_hash, res_model, res_id)
    SELECT a.id, 1, %(uid)s, p.start, '', '', a.res_model, a.res_id
      FROM bank_approval a JOIN past_answer p ON p.n = a.res_id
    """,
    """
    INSERT INTO bank_approval_turn (approval_id, round_id, step_id, sequence, state,
           date_start, date_due, date_end, lack_count, res_model, res_id)
    SELECT r.approval_id, r.id, p.step, 10, 'approved', p.start, p.due, p.ended, p.lacks,
           r.res_model, r.res_id
      FROM bank_approval_round r JOIN past_answer p ON p.n = r.res_id
    """,
    """
    INSERT INTO bank_approval_task (approval_id, turn_id, step_id, kind, user_id, state,
           date_decided, decided_by_id, date_due, res_model, res_id, write_date)
    SELECT u.approval_id, u.id, u.step_id, 'vote', p.person, 'approved', p.ended,
           p.person, p.due, u.res_model, u.res_id, p.ended
      FROM bank_approval_turn u JOIN past_answer p ON p.n = u.res_id
    """,
)


def main(env):
    route = env["bank.approval.route"].search(
        [
            ("state", "=", "published"),
            ("model_id.model", "=", "bank.application"),
            ("purpose", "=", "decision"),
        ],
        limit=1,
    )
    history, _work = stuck_history.make_history(ANSWERS, MONTHS)
    now = int(datetime.now(UTC).timestamp())
    shift = (now - history.now) // WEEK * WEEK  # a weekday stays what it is
    users = {user.login: user.id for user in env["res.users"].search([])}
    keep(env, route, play(history.rows, shift, route, users))
    leave(env, history.absences, shift, find_people(history.rows, users), users)
    forecasts = env["bank.approval.forecast"]
    version = forecasts._train()
    owner = env["res.users"].search([("login", "=", "models")])
    version.with_user(owner).action_promote()
    forecasts._refresh()
    env.cr.commit()


def find_people(rows, users):
    """Return ``{person of the bench: user id}``."""
    return {
        int(person): users[STEPS[step][1][int(person) % 2]]
        for person, step in zip(rows.person, rows.step, strict=True)
        if step in STEPS
    }


def play(rows, shift, route, users):
    """Return columns of the answers that were given until now."""
    votes = {
        step.sequence: step.id for step in route.step_ids if step.kind != "opinion"
    }
    people = find_people(rows, users)
    found = [
        (
            FIRST + place,
            votes[STEPS[str(rows.step[place])][0]],
            people[int(rows.person[place])],
            float(rows.amount[place]),
            int(rows.lacks[place]),
            *(to_time(one[place], shift) for one in (rows.start, rows.end, rows.due)),
        )
        for place in range(len(rows))
        if rows.step[place] in STEPS and rows.answered[place]
    ]
    return list(zip(*found, strict=True))


def to_time(seconds, shift):
    return datetime.fromtimestamp(int(seconds) + shift, UTC).replace(tzinfo=None)


def leave(env, absences, shift, people, users):
    """Enter when people were away, and who will be."""
    today = datetime.now(UTC).replace(tzinfo=None, hour=0)
    spans = [(users[AWAY], today, today + timedelta(days=AWAY_DAYS))]
    for start, end in zip(absences.starts, absences.ends, strict=True):
        person = people.get(int(start) // waiting.PERSON)
        if person:
            moments = (start % waiting.PERSON, end % waiting.PERSON)
            spans.append((person, *(to_time(one, shift) for one in moments)))
    resources = {}
    for user in env["res.users"].browse({span[0] for span in spans}):
        resources[user.id] = env["resource.resource"].create(
            {"name": user.name, "user_id": user.id, "company_id": env.company.id}
        )
    env["resource.calendar.leaves"].create(
        [
            {
                "name": "Away",
                "resource_id": resources[user_id].id,
                "date_from": start,
                "date_to": end,
            }
            for user_id, start, end in spans
            if end > start
        ]
    )


def keep(env, route, columns):
    names = ("columns", "steps", "users", "amounts", "lacks", "starts", "ends", "dues")
    values = dict(zip(names, map(list, columns), strict=True))
    sender = env["res.users"].search([("login", "=", "manager")])
    values |= {
        "route": route.id,
        "model": route.model_id.model,
        "company": env.company.id,
        "uid": sender.id,
    }
    env.flush_all()
    for statement in (PAST, *STATEMENTS):
        env.cr.execute(SQL(statement, **values))
    env.invalidate_all()


main(env)  # noqa: F821 -- the shell's
