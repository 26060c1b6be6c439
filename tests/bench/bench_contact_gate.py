# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""May the bank send an advertisement by e-mail to each of its clients now?

Nine clients of ten have consented, every tenth of those has withdrawn it, every thirtieth
client is not to be disturbed, every fiftieth address is on the list of refusals.

* *ours*: ``bank.contact.gate._judge_in_turn`` for a message to every client, with the
  reasons, as a mailing asks it before it is sent.
* *floor*: one statement by hand that names those who may be written to: consent, "do not
  disturb", the list of refusals and the limits; no reasons, no hours, no topics.
"""

from functools import partial

from odoo.tools import SQL

from . import timing
from .base import Bank

CLIENTS = 100_000
REPEATS = 3
GIVEN, WITHDRAWN, SUPPRESSED, REFUSED = 10, 100, 30, 50
CONSENT = """
    INSERT INTO bank_consent (partner_id, purpose, state, date, method, recording,
           user_id, create_uid, create_date, write_uid, write_date)
    SELECT id, 'marketing', %(state)s, now() AT TIME ZONE 'UTC' - %(ago)s::interval,
           'phone', 'R', 1, 1, now(), 1, now()
      FROM res_partner WHERE id = ANY(%(ids)s)
"""
SUPPRESSION = """
    INSERT INTO bank_suppression (partner_id, reason, date_start, create_uid,
           create_date, write_uid, write_date)
    SELECT id, 'x', now()::date - 1, 1, now(), 1, now()
      FROM res_partner WHERE id = ANY(%s)
"""
BLACKLIST = """
    INSERT INTO mail_blacklist (email, active, create_uid, create_date)
    SELECT DISTINCT email_normalized, TRUE, 1, now() FROM res_partner
     WHERE id = ANY(%s) AND email_normalized IS NOT NULL
        ON CONFLICT DO NOTHING
"""
FREE = """
    SELECT p.id
      FROM res_partner p
      JOIN LATERAL (
           SELECT c.state FROM bank_consent c
            WHERE c.partner_id = p.id AND c.purpose = 'marketing'
              AND (c.channel_id IS NULL OR c.channel_id = %(channel)s)
            ORDER BY c.date DESC, c.id DESC LIMIT 1) last ON last.state = 'given'
     WHERE p.id = ANY(%(ids)s)
       AND NOT EXISTS (SELECT 1 FROM bank_suppression s
                        WHERE s.partner_id = p.id AND s.date_lifted IS NULL
                          AND s.date_start <= now()::date
                          AND (s.date_end IS NULL OR s.date_end >= now()::date)
                          AND (s.channel_id IS NULL OR s.channel_id = %(channel)s)
                          AND (s.purpose IS NULL OR s.purpose = 'marketing')
                          AND s.product_category_id IS NULL)
       AND NOT EXISTS (SELECT 1 FROM mail_blacklist b
                        WHERE b.active AND b.email = p.email_normalized)
       AND (SELECT count(*) FROM bank_interaction i
             WHERE i.partner_id = p.id AND i.channel_id = %(channel)s
               AND i.direction = 'out'
               AND i.date > now() AT TIME ZONE 'UTC' - '30 days'::interval) < %(limit)s
"""


def _prepare(env, n):
    """Lay down what clients have said; return them."""
    Bank(env, n)
    domain = [("client_kind", "!=", False)]
    ids = env["res.partner"].search(domain, limit=CLIENTS, order="id").ids
    given = [one for place, one in enumerate(ids) if place % GIVEN]
    env.cr.execute(SQL(CONSENT, ids=given, state="given", ago="9 days"))
    taken = given[:: WITHDRAWN // GIVEN]
    env.cr.execute(SQL(CONSENT, ids=taken, state="withdrawn", ago="1 day"))
    env.cr.execute(SUPPRESSION, [ids[::SUPPRESSED]])
    env.cr.execute(BLACKLIST, [ids[7::REFUSED]])
    # one limit, that of the month: the floor counts no others
    env["bank.contact.policy"].search(
        [("purpose", "=", "marketing"), ("channel_id.code", "=", "email")]
    ).write({"limit_day": 0, "limit_week": 0, "limit_month": 12})
    env.flush_all()
    env.cr.execute(
        "ANALYZE bank_consent; ANALYZE bank_suppression; ANALYZE mail_blacklist"
    )
    return ids


def _ask(env, ids):
    clients = env["res.partner"].browse(ids)
    messages = [(client, "marketing", None) for client in clients]
    found = env["bank.contact.gate"]._judge_in_turn(messages, "email")
    return {key for key, answers in zip(ids, found, strict=True) if not answers}


def _ask_by_hand(env, ids):
    channel = env.ref("bank_crm_core.bank_channel_email").id
    env.cr.execute(SQL(FREE, ids=ids, channel=channel, limit=12))
    return {row[0] for row in env.cr.fetchall()}


def measure(env, n):
    ids = _prepare(env, n)
    ours, floor = _ask(env, ids), _ask_by_hand(env, ids)
    if ours != floor:
        raise ValueError(f"{len(ours)} may be written to, by hand {len(floor)}")
    return {
        "ours_s": timing.median(
            partial(_ask, env, ids), REPEATS, lambda: env.invalidate_all(flush=False)
        ),
        "floor_s": timing.median(partial(_ask_by_hand, env, ids), REPEATS),
        "stock_s": None,
    }


MEASURES = {"contact_gate": measure}
