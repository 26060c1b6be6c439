# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

import numpy as np

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.bank_text.tools import screening, screening_facts

NAME = "bank_watchlist_index"
MOST_NAMES = 10_000
LONGEST = 500
LEAST = 0.5
_PEOPLE = {
    **dict.fromkeys(("person", "entrepreneur", "individual"), True),
    **dict.fromkeys(("company", "entity", "vessel", "aircraft"), False),
}
# the index of the version of the lists that is in force: immutable, so that a process
# may keep it; (database, versions) → (index, numbers of names by entry)
_loaded = {}


class BankScreening(models.Model):
    """Whom a name may mean on the lists; see ``bank_text/tools/screening.py``."""

    _inherit = "bank.screening"

    @api.model
    def match(self, names, limit=5):
        """Return whom of the lists each name may mean, best first.

        :param names: dicts with ``name`` and optionally ``birth_date`` (a date or
            ISO text), ``country`` (code or name), ``kind`` (person, entrepreneur,
            company)
        :param int limit: rows for each name
        :return: for each name a list of dicts ``entry_id``, ``score`` (0..1),
            ``matched_name``, ``reasons`` (sentences)
        """
        self.env["bank.watchlist"]._check_officer()
        if not isinstance(names, list | tuple) or not isinstance(limit, int):
            raise UserError(self.env._("Each name is given as {“name”: “…”}."))
        questions = [self._read_question(name) for name in names[:MOST_NAMES]]
        if len(names) > MOST_NAMES:
            raise UserError(
                self.env._("Ask for %(most)s names at a time.", most=MOST_NAMES)
            )
        found = self._match(questions, max(1, min(limit, 100)), 0.0)
        return [[self._describe_match(row) for row in rows] for rows in found]

    def _read_question(self, name):
        """Return ``(name, birth date, country code, is a person or None)``."""
        if not isinstance(name, dict) or not isinstance(name.get("name"), str):
            raise UserError(self.env._("Each name is given as {“name”: “…”}."))
        born = name.get("birth_date") or None
        if isinstance(born, str):
            try:
                born = date.fromisoformat(born)
            except ValueError as error:
                raise UserError(
                    self.env._(
                        "Give the birth date as 1971-05-03, not %(date)s.", date=born
                    )
                ) from error
        country = self._get_country_codes().get(
            str(name.get("country") or "").casefold()
        )
        return name["name"][:LONGEST], born, country, _PEOPLE.get(str(name.get("kind")))

    def _describe_match(self, row):
        entry_id, score, matched, reasons = row
        return {
            "entry_id": entry_id,
            "score": score,
            "matched_name": matched,
            "reasons": self._describe_reasons(reasons),
        }

    @api.model
    def _match(self, questions, limit, least, only=None):
        """Return for each question rows (entry, score, name, reasons), best first.

        :param only: entries to look among, all by default
        """
        index, names_of = self._get_index()
        chosen = None
        if only is not None:
            chosen = np.zeros(len(index.names), bool)
            for entry in only:
                chosen[names_of.get(entry, [])] = True
        # facts may change the order: more is asked for than is given
        found = [
            screening.search(
                index, name, person, 2 * limit + 10, max(least - 0.08, 0), only=chosen
            )
            for name, _born, _country, person in questions
        ]
        facts = self._read_facts({match.entry for rows in found for match in rows})
        return [
            self._weigh(rows, question, facts, limit, least)
            for rows, question in zip(found, questions)
        ]

    def _weigh(self, rows, question, facts, limit, least):
        _name, born, country, _person = question
        weighed = []
        for match in rows:
            dates, countries = facts[match.entry]
            score, reasons = screening_facts.weigh(
                match.score, born, dates, country, countries
            )
            if score >= least and score > 0:
                reasons = [*match.reasons, *reasons]
                weighed.append((match.entry, score, match.name, reasons))
        weighed.sort(key=lambda row: (-row[1], row[0]))
        return weighed[:limit]

    def _read_facts(self, entries):
        """Return ``{entry: (birth dates, country codes)}``."""
        rows = self.env.execute_query(
            SQL(
                "SELECT id, birth_dates, countries FROM bank_watchlist_entry "
                "WHERE id = ANY(%s)",
                list(entries),
            )
        )
        codes = self._get_country_codes() if rows else {}
        return {
            entry: (
                [text for text in (dates or "").split(", ") if text],
                [
                    codes.get(name.casefold(), name)
                    for name in (countries or "").split("; ")
                    if name
                ],
            )
            for entry, dates, countries in rows
        }

    @api.model
    def _get_country_codes(self):
        """Return ``{name or code, folded: code}`` in every language there is."""
        self.env["res.country"].flush_model(["name", "code"])
        rows = self.env.execute_query(
            SQL(
                "SELECT code, n.value FROM res_country, jsonb_each_text(name) n "
                "UNION SELECT code, code FROM res_country"
            )
        )
        return {name.casefold(): code for code, name in rows}

    # The index

    @api.model
    def _get_versions(self):
        """Return what tells the loaded versions from others, "" where none is loaded.

        Of two loadings at once the later number may be seen first: they are counted.
        """
        self.env["bank.watchlist.version"].flush_model(["watchlist_id"])
        query = SQL("SELECT max(id), count(*) FROM bank_watchlist_version")
        last, count = self.env.execute_query(query)[0]
        return f"{last}_{count}" if count else ""

    @api.model
    def _get_index(self):
        key = (self.env.cr.dbname, self._get_versions())
        if key not in _loaded:
            index = self._read_index(key[1])
            names_of = {}
            for place, entry in enumerate(index.entry.tolist()):
                names_of.setdefault(entry, []).append(place)
            for old in [old for old in _loaded if old[0] == key[0]]:
                _loaded.pop(old, None)
            _loaded[key] = (index, names_of)
        return _loaded[key]

    def _read_index(self, version):
        """Return the index of a version: kept by whoever made it first."""
        attachments_sudo = self.env["ir.attachment"].sudo()
        name = f"{NAME}_{version}"
        domain = [("name", "=like", f"{NAME}_%"), ("res_model", "=", "bank.watchlist")]
        kept = attachments_sudo.search([*domain, ("res_field", "=", False)])
        if found := kept.filtered(lambda one: one.name == name)[:1]:
            return screening.Index.from_bytes(found.raw)
        index = screening.Index(self._read_names())
        if len(index.names) > 1000:  # a short list is laid out as fast as read
            kept.unlink()
            attachments_sudo.create(
                {"name": name, "res_model": "bank.watchlist", "raw": index.to_bytes()}
            )
        return index

    def _read_names(self):
        self.env["bank.watchlist.entry"].flush_model()
        rows = self.env.execute_query(
            SQL(
                "SELECT id, name, kind, aliases, weak_aliases FROM bank_watchlist_entry "
                "WHERE active ORDER BY id"
            )
        )
        names = []
        for entry, name, kind, aliases, weak in rows:
            person = None if kind is None else kind == "person"
            names.append((entry, name, person, False))
            names += [
                (entry, text, person, False) for text in (aliases or "").split("\n")
            ]
            names += [(entry, text, person, True) for text in (weak or "").split("\n")]
        return [row for row in names if row[1]]

    # Words

    @api.model
    def _describe_reasons(self, reasons):
        """Return sentences in the language of the user."""
        return [self._describe_reason(*reason) for reason in reasons]

    @api.model
    def _describe_reason(self, code, a="", b=""):
        sentences = {
            "nickname": lambda: self.env._(
                "Forms of one given name: %(a)s, %(b)s", a=a, b=b
            ),
            "acronym": lambda: self.env._(
                "One is the first letters of the other: %(a)s, %(b)s", a=a, b=b
            ),
            "born_same": lambda: self.env._("Same birth date: %(a)s", a=a),
            "born_near": lambda: self.env._(
                "The birth date %(a)s fits what the list knows: %(b)s", a=a, b=b
            ),
            "born_slip": lambda: self.env._(
                "The birth dates differ by a slip: %(a)s, %(b)s", a=a, b=b
            ),
            "born_other": lambda: self.env._(
                "Different birth dates: %(a)s, %(b)s", a=a, b=b
            ),
            "country_same": lambda: self.env._("Same country: %(a)s", a=a),
            "country_other": lambda: self.env._(
                "Different countries: %(a)s, %(b)s", a=a, b=b
            ),
        }
        if code in sentences:
            return sentences[code]()
        return self.env["bank.text"]._describe_reason(code, a, b)
