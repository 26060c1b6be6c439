# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Finding a client by what a person types, ten lines of each kind.

``client_lookup`` is the median over 240 lines of all kinds as a client manager behind the
wall of his branch, and the 95th percentile beside it; ``client_lookup_auditor`` the same
over the whole bank, ``client_lookup_<kind>`` one kind as the manager.

* *ours*: ``env["bank.client.search"].lookup``, the call that the screen makes.
* *floor*: hand-written SQL that gives the ten first clients whose key has all words of
  one of the readings of the line (as typed, in the other keyboard layout, in Russian
  letters …), over the one trigram-indexed column and, for a manager, behind his wall;
  where that is nobody, those whose words have the half of each word that a typo leaves;
  for an agreement over the index of its numbers, for two letters among his own clients.
* *meant*: the same for somebody who knows which reading is meant, and no other.
* *stock*: what ``res.partner.name_search`` of Odoo does without ours: any of five columns
  ``ILIKE '%line%'``, sorted by name, as superuser, so without record rules. It finds
  nothing for most of the kinds, and reads the whole table to know it.
"""

import statistics
from functools import partial

from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.bank_crm_core.tools import lookup
from odoo.addons.bank_crm_core.tools.client_key import name_words
from odoo.addons.bank_text.tools import keyboard

from . import naming, timing
from .base import Bank

LINES = 20
LIMIT = 10
STOCK_FIELDS = ("complete_name", "email", "ref", "vat", "company_registry")
STOCK_LINES = 2
NOBODY = "Вышнепольский Ардалион"
_stock_seconds = {}


def _words(client):
    surname, given, _father = client.name.split()
    return surname, given


def _part(client):
    surname, _given = _words(client)
    return surname[:5], [surname[:5]]


def _two_parts(client):
    surname, given = _words(client)
    return f"{given} {surname[:6]}", [given, surname[:6]]


def _wrong_layout(client):
    surname, given = _words(client)
    return keyboard.to_latin(f"{surname} {given}".lower()), [surname, given]


def _transliteration(client):
    surname, given = _words(client)
    line = f"{naming.latin(surname)} {naming.latin(given)}"
    return line, [surname, given]


def _yo(client):
    surname, given = _words(client)
    swapped = surname.replace("ё", "е") if "ё" in surname else surname.replace("е", "ё")
    return f"{swapped} {given}", [surname, given]


def _typo(client):
    surname, given = _words(client)
    return f"{surname[:3]}{surname[4:]} {given}", [surname, given]


def _phone_tail(client):
    tail = client.phone_ids[0].digits[-7:]
    return f"{tail[:3]}-{tail[3:5]}-{tail[5:]}", [tail]


def _inn(client):
    return client.inn, [client.inn]


def _email(client):
    return client.email and (client.email, [client.email])


def _two_letters(client):
    surname, _given = _words(client)
    return surname[:2], [surname[:2]]


def _nobody(_client):
    return NOBODY, NOBODY.split()


def _agreement(client):
    number = client.agreement_ids[0].number
    return number, [number]


KINDS = {
    "part": _part,
    "two_parts": _two_parts,
    "wrong_layout": _wrong_layout,
    "transliteration": _transliteration,
    "yo": _yo,
    "typo": _typo,
    "phone_tail": _phone_tail,
    "inn": _inn,
    "email": _email,
    "two_letters": _two_letters,
    "agreement": _agreement,
    "nobody": _nobody,
}


def _find_lines(bank, kind):
    """Return pairs: what is typed, the words that are meant."""
    clients = bank.clients_of(bank.manager, LINES)
    return [pair for client in clients if (pair := KINDS[kind](client))]


def _time_ours(bank, user, kind):
    """Return the time of each line; a request finds empty caches of records."""
    search = bank.env["bank.client.search"].with_user(user)
    search.lookup(NOBODY)  # what a worker keeps between requests
    return [
        timing.median(partial(search.lookup, line, LIMIT), 3, bank.env.invalidate_all)
        for line, _words in _find_lines(bank, kind)
    ]


def _time_floor(bank, user, kind, is_known=False):
    """Return the time of each line by hand; ``is_known``: which reading is meant."""
    prepare = partial(_prepare_floor, bank, user, kind)
    seconds = []
    for line, words in _find_lines(bank, kind):
        if is_known:
            queries = [prepare(_read_keys(words), words)]
        else:
            queries = [prepare(parts, words) for parts in _read_line(line)]
        seconds.append(timing.median(partial(_ask_in_turn, bank, queries), 3))
    return seconds


def _ask_in_turn(bank, queries):
    """Ask each question only where those before it found nobody."""
    return any(bank.env.execute_query(query) for query in queries)


def _read_keys(words):
    """Return the one reading that is meant: for each word the parts of which it has one."""
    keys = [word for word in words if "@" in word] or [
        key for word in words for key in (name_words(word) or [word])
    ]
    return [[(key,) for key in keys]]


def _read_line(line):
    """Return what is asked in turn: every likely reading, the rest, typos in the first two."""
    question = lookup.read(line)
    likely = question.likely() or question.readings
    rest = [row for row in question.readings if row not in likely]
    typos = [
        [lookup.typo_parts(word) or (f" {word}",) for word in row.words]
        for row in question.readings[:2]
    ]
    asked = [
        [[(word,) for word in row.words] for row in rows] for rows in (likely, rest)
    ]
    return [readings for readings in (*asked, typos) if readings]


def _prepare_floor(bank, user, kind, readings, words):
    branches = user.client_branch_ids.ids
    wall = SQL("branch_id = ANY(%s)", branches) if user == bank.manager else SQL("TRUE")
    if kind == "agreement":
        return SQL(
            "SELECT a.id, number, partner_id, p.complete_name FROM bank_agreement a "
            "JOIN res_partner p ON p.id = partner_id "
            "WHERE number LIKE %s AND a.%s ORDER BY number LIMIT %s",
            f"{words[0]}%",
            wall if user == bank.manager else SQL("id > 0"),
            LIMIT,
        )
    if kind == "two_letters":
        readings = [[(f" {key}",) for (key,) in keys] for keys in readings]
        wall = SQL("manager_id = %s", user.id)
    return SQL(
        "SELECT id, complete_name, birth_date, inn, phone FROM res_partner "
        "WHERE (%s) AND %s AND active ORDER BY complete_name LIMIT %s",
        SQL(" OR ").join(map(_match, readings)),
        wall,
        LIMIT,
    )


def _match(reading):
    """Return SQL: a key has, of each word of the reading, one of the parts."""
    return SQL(" AND ").join(
        SQL(
            "(%s)", SQL(" OR ").join(SQL("search_key LIKE %s", f"%{p}%") for p in parts)
        )
        for parts in reading
    )


def _time_stock(bank, kind):
    """Return the time of some lines, taken once a database: each may take seconds."""
    key = bank.env.cr.dbname, kind
    if key not in _stock_seconds:
        _stock_seconds[key] = _take_stock(bank, kind)
    return _stock_seconds[key]


def _take_stock(bank, kind):
    partners = bank.env["res.partner"].sudo()

    def search(line):
        domain = Domain.OR(Domain(name, "ilike", line) for name in STOCK_FIELDS)
        partners.search_fetch(domain, ["display_name"], limit=LIMIT)

    lines = [line for line, _words in _find_lines(bank, kind)[:STOCK_LINES]]
    return [
        timing.median(partial(search, line), 1, bank.env.invalidate_all)
        for line in lines
    ]


def _measure(env, n, role="manager", kinds=tuple(KINDS)):
    bank = Bank(env, n)
    user = getattr(bank, role)

    def take(time_kind):
        return [seconds for kind in kinds for seconds in time_kind(kind)]

    ours = take(partial(_time_ours, bank, user))
    return {
        "ours_s": statistics.median(ours),
        "floor_s": statistics.median(take(partial(_time_floor, bank, user))),
        "stock_s": statistics.median(take(partial(_time_stock, bank))),
        "meant_s": statistics.median(
            take(partial(_time_floor, bank, user, is_known=True))
        ),
        "p95_s": statistics.quantiles(ours, n=20)[-1] if len(ours) > 1 else ours[0],
    }


MEASURES = {
    "client_lookup": _measure,
    "client_lookup_auditor": partial(_measure, role="auditor"),
    **{f"client_lookup_{kind}": partial(_measure, kinds=(kind,)) for kind in KINDS},
}
