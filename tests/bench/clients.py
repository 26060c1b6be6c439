# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rows of clients and of their phones, streamed into the tables by COPY."""

import io
from datetime import date, timedelta
from functools import lru_cache
from random import Random

from odoo.addons.bank_crm_core.tools import client_key

from . import naming, prototype, registration, words
from .catalogue import MANAGERS, SILENT
from .tables import reserve

CHUNK = 20_000
COMPANY_SHARE = 0.06
ENTREPRENEUR_SHARE = 0.04
TODAY = date(2026, 1, 1)
_OLDEST = date(1936, 1, 1)
_DAYS = (TODAY - _OLDEST).days - 18 * 366
_MAIL_HOSTS = ("mail.example.com", "post.example.com", "example.org", "example.net")


class Client:
    """One client as he is drawn; ``number`` counts from 0 in the whole bank."""

    def __init__(self, number, seed):
        self.number = number
        random = self.random = Random(f"{seed}:{number}")
        share = random.random()
        self.sex = None
        self.birth_date = self.kpp = self.email = None
        if share < COMPANY_SHARE:
            self._draw_company()
        else:
            self._draw_person(share < COMPANY_SHARE + ENTREPRENEUR_SHARE)
        self.city = random.choice(words.CITIES)
        self.street = f"ул. {random.choice(words.STREETS)}, д. {random.randint(1, 120)}"
        self.zip = str(random.randint(101000, 692999))
        count = random.choices((1, 2, 3), (55, 32, 13))[0]
        self.phones = [
            registration.phone(number * 3 + place, random.randrange(5))
            for place in range(count)
        ]

    def _draw_company(self):
        self.kind = "company"
        self.form, title = naming.draw_company(self.random)
        self.parts = (f"{self.form} «{title}»",)
        self.inn = registration.company_inn(self.number)
        self.kpp = f"{self.inn[:4]}01001"

    def _draw_person(self, is_entrepreneur):
        self.kind = "entrepreneur" if is_entrepreneur else "person"
        sex, surname, given, father = naming.draw_person(self.random)
        prefix = "ИП " if is_entrepreneur else ""
        self.parts = (prefix + surname, given, father)
        self.sex = ("male", "female")[sex]
        self.birth_date = _OLDEST + timedelta(days=self.random.randrange(_DAYS))
        self.inn = registration.person_inn(self.number)
        if self.random.random() < 0.4:
            words_of_name = naming.latin(surname), naming.latin(given)[0]
            host = self.random.choice(_MAIL_HOSTS)
            self.email = f"{'.'.join(words_of_name)}{self.number % 9973}@{host}"

    @property
    def name(self):
        return " ".join(self.parts)

    def place(self, managers):
        """Return the number of the manager; two of them share a branch."""
        return self.number * 7919 % managers

    def search_key(self):
        """Join the keys of the parts: folding each name once makes a million cheap."""
        digits = sorted(f"7{phone[0]}" for phone in self.phones)
        keys = [_key(part) for part in self.parts]
        return "".join(keys) + client_key.build_key(
            None, digits, [self.inn], self.email
        )

    def values(self):
        """Return the columns that differ from client to client."""
        is_company = self.kind == "company"
        return {
            "name": self.name,
            "complete_name": self.name,
            "commercial_company_name": self.name if is_company else None,
            "client_kind": self.kind,
            "is_company": is_company,
            "sex": self.sex,
            "birth_date": self.birth_date,
            "inn": self.inn,
            "kpp": self.kpp,
            "email": self.email,
            "email_normalized": self.email,
            "city": self.city,
            "street": self.street,
            "zip": self.zip,
            "phone": self.phones[0][1],
            "phone_sanitized": f"+7{self.phones[0][0]}",
            "search_key": self.search_key(),
        }

    def phone_values(self, partner_id):
        return [
            {
                "partner_id": partner_id,
                "sequence": 10 + place,
                "number": typed,
                "e164": f"+7{digits}",
                "digits": f"7{digits}",
            }
            for place, (digits, typed) in enumerate(self.phones)
        ]


@lru_cache(maxsize=200_000)
def _key(part):
    return client_key.build_key(part).rstrip()


def fill(env, count, bank, seed, say):
    """Insert ``count`` clients with their phones; return the id of the first."""
    first = reserve(env, "res_partner", count)
    manager_ids = bank["managers"].ids
    branch_ids = bank["branches"].ids
    partners = _Copy(env, "res_partner", _make_prototype(env, bank, "partner"))
    phones = _Copy(env, "bank_client_phone", _make_prototype(env, bank, "phone"))
    for number in range(count):
        client = Client(number, seed)
        manager = client.place(len(manager_ids))
        partners.add(
            {
                "id": first + number,
                "commercial_partner_id": first + number,
                "source_key": f"bench-{number}",
                "branch_id": branch_ids[manager // MANAGERS],
                "manager_id": manager_ids[manager],
                **client.values(),
            }
        )
        for row in client.phone_values(first + number):
            phones.add(row)
        if number % 100_000 == 99_999:
            say(f"{number + 1} clients")
    partners.flush()
    phones.flush()
    return first


def _make_prototype(env, bank, kind):
    env = env(su=True, context={**env.context, **SILENT})

    def make():
        partner = env["res.partner"].create(
            {
                "name": "Иванов Иван",
                "client_kind": "person",
                "branch_id": bank["branches"][0].id,
                "country_id": bank["country"].id,
                "phone": "+7 900 000-00-00",
            }
        )
        return partner if kind == "partner" else partner.phone_ids

    return prototype.read(env, make)


class _Copy:
    """Collects rows of one table and copies them in chunks.

    The columns that never vary are defaults of a table of transit, so that a line
    holds only what is its own.
    """

    def __init__(self, env, table, constants):
        self.env = env
        self.table = table
        self.constants = constants
        self.text = io.StringIO()
        self.count = 0
        self.names = None

    def add(self, row):
        if self.names is None:
            self._begin(row)
        self.text.write("\t".join(map(_text, row.values())) + "\n")
        self.count += 1
        if self.count == CHUNK:
            self.flush()

    def _begin(self, row):
        self.names = list(row)
        kept = [name for name in self.constants if name not in row]
        self.target = ", ".join(f'"{name}"' for name in [*self.names, *kept])
        self.source = ", ".join(
            [
                *(f's."{name}"' for name in self.names),
                *(self.constants[n] for n in kept),
            ]
        )
        names = ", ".join(f'"{name}"' for name in self.names)
        self.env.cr.execute(
            f"CREATE TEMP TABLE bench_{self.table} ON COMMIT DROP AS "
            f"SELECT {names} FROM {self.table} WITH NO DATA"
        )

    def flush(self):
        if not self.count:
            return
        cr, transit = self.env.cr, f"bench_{self.table}"
        self.text.seek(0)
        cr.copy_from(self.text, transit, columns=self.names)
        cr.execute(
            f"INSERT INTO {self.table} ({self.target}) SELECT {self.source} FROM {transit} s"
        )
        cr.execute(f"TRUNCATE {transit}")
        self.text, self.count = io.StringIO(), 0


def _text(value):
    """Names and numbers of ours hold nothing that COPY would have to escape."""
    return "\\N" if value is None else str(value)
