# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import format_date

from ...tools import lookup

CANDIDATES = 200
FEW_LETTERS = 2
RECENT = 100
# below it the likeness is chance
LEAST_SCORE = 0.4


class BankClientSearch(models.AbstractModel):
    """The one place where clients are found by a line that somebody typed.

    The database finds at most a few hundred candidates over one trigram index, as
    far as the user may see them; Python ranks them.
    """

    _name = "bank.client.search"
    _description = "Client Search"

    @api.model
    @api.readonly
    def lookup(self, query, limit=10):
        """Return what ``query`` may mean, best first.

        Any part of a name in any order, the wrong keyboard layout, transliteration,
        digits of any phone, an INN, an e-mail, the number of an agreement or account.

        :return: list of dicts ``kind``, ``model``, ``id``, ``title``, ``subtitle``
            and ``score`` (0..1)
        """
        limit = max(1, min(int(limit or 10), 100))
        question = lookup.read(query)
        found = []
        for method in self._get_finders():
            found += getattr(self, method)(question, limit)
            if question.is_document and any(row["score"] == 1.0 for row in found):
                break  # the number of a document was meant, and here it is
        return sorted(found, key=lambda row: -row["score"])[:limit]

    @api.model
    def _get_finders(self):
        """Hook: names of methods ``(question, limit) → rows``; extend with super().

        What is found by one index goes first: a number that is a document's ends
        the search.
        """
        return ["_find_agreements", "_find_accounts", "_find_clients"]

    # ------------------------------------------------------------ clients
    @api.model
    def _find_clients(self, question, limit):
        ranked = self._rank(question, Domain("branch_id", "!=", False), limit)
        clients = self.env["res.partner"].browse([row_id for row_id, _score in ranked])
        clients.fetch(self._get_client_fields())
        scores = dict(ranked)
        return [
            {
                "kind": "client" if client.client_kind else "contact",
                "model": "res.partner",
                "id": client.id,
                "title": client.complete_name,
                "subtitle": self._get_client_subtitle(client),
                "score": round(scores[client.id], 3),
            }
            for client in clients
        ]

    @api.model
    def _get_client_fields(self):
        """Hook: what the rows show, so that a partner is not read whole."""
        return [
            "complete_name",
            "client_kind",
            "birth_date",
            "inn",
            "phone",
            "branch_id",
        ]

    def _get_client_subtitle(self, client):
        """Hook: what tells apart two clients of one name."""
        parts = [
            client.birth_date and format_date(self.env, client.birth_date),
            client.inn and self.env._("INN %(number)s", number=client.inn),
            client.phone,
            # the name of a branch is no secret of the client
            client.sudo().branch_id.name,
        ]
        return " · ".join(part for part in parts if part)

    @api.model
    def _rank(self, question, domain, limit):
        """Return ``[(partner_id, score)]``, best first; short lines know own first."""
        rows = self._find_candidates(question, domain, limit)
        scored = [
            (row_id, lookup.score(question, key) + (0.05 if is_own else 0.0), key)
            for row_id, key, is_own in rows
        ]
        scored = [row for row in scored if row[1] >= LEAST_SCORE]
        scored.sort(key=lambda row: (-row[1], row[2]))
        return [(row_id, min(score, 1.0)) for row_id, score, _key in scored[:limit]]

    def _find_candidates(self, question, domain, limit):
        """Ask for words first, then for what else may be meant, then for typos."""
        if not question.readings:
            return []
        if question.letters <= FEW_LETTERS:
            return self._find_own_or_recent(question, domain, limit)
        found = {}
        # what the user may see is the same for every question
        seen = self._prepare_seen(domain, limit)
        likely = question.likely() or question.readings
        self._find_likely(found, seen, likely, limit)
        for condition in self._get_last_conditions(question, likely):
            if not found:
                self._add_candidates(found, seen, condition)
        return found.values()

    def _get_last_conditions(self, question, likely):
        """Return what to ask where nothing was found; nothing is asked twice."""
        conditions = [self._match_typos(question.readings[:2])]
        if unlikely := tuple(row for row in question.readings if row not in likely):
            conditions.insert(0, self._match_parts(unlikely))
        return conditions

    def _find_likely(self, found, seen, readings, limit):
        """Add what has the words, or what they begin.

        One word begins the words of many: beginnings come first, and mostly suffice.
        Several words together, or many digits, are met by few, so that one question for
        parts has them all; only where it was cut off may it have missed beginnings.
        """
        beginnings, parts = self._match_beginnings, self._match_parts
        words = readings[0].words
        if len(words) == 1 and not lookup.is_long_number(words[0]):
            self._add_candidates(found, seen, beginnings(readings))
            if len(found) < limit:
                self._add_candidates(found, seen, parts(readings))
            return
        self._add_candidates(found, seen, parts(readings))
        if len(found) >= max(limit, CANDIDATES):
            self._add_candidates(found, seen, beginnings(readings))

    def _find_own_or_recent(self, question, domain, limit):
        """Two letters mean one of those whom the user works with."""
        condition = self._match_beginnings(question.likely() or question.readings)
        found = {}

        def add(domain):
            self._add_candidates(found, self._prepare_seen(domain, limit), condition)

        add(domain & Domain("manager_id", "=", self.env.uid))
        if len(found) < limit:
            add(domain & Domain("id", "in", self._read_recent_clients()))
        if not found:
            add(domain)
        return found.values()

    def _read_recent_clients(self):
        rows = self.env.execute_query(
            SQL(
                "SELECT partner_id FROM bank_interaction WHERE user_id = %s "
                "ORDER BY date DESC LIMIT %s",
                self.env.uid,
                RECENT,
            )
        )
        return list({row[0] for row in rows})

    def _prepare_seen(self, domain, limit):
        """Return a function ``condition → SQL`` of ``(id, key, is_own)`` of what the
        user may see; None where that is nothing.
        """
        partners = self.env["res.partner"]
        partners.flush_model(["search_key", "manager_id"])
        query = partners._search(domain, limit=max(limit, CANDIDATES))
        if query.is_empty():
            return None
        names = ("id", "search_key", "manager_id")
        row_id, key, manager = [SQL.identifier(query.table, name) for name in names]
        return lambda condition: SQL(
            "SELECT %s, %s, COALESCE(%s = %s, false) FROM %s WHERE %s AND %s LIMIT %s",
            *(row_id, key, manager, self.env.uid, query.from_clause),
            *(query.where_clause or SQL("TRUE"), condition, query.limit),
        )

    def _add_candidates(self, found, seen, condition):
        """Add rows ``(id, key, is_own)`` that the user may see."""
        if seen is not None and condition is not None:
            rows = self.env.execute_query(seen(condition))
            found.update((row[0], row) for row in rows)

    def _match_beginnings(self, readings):
        return self._match(readings, lambda word: [f" {word}"])

    def _match_parts(self, readings):
        return self._match(readings, lambda word: [word])

    def _match_typos(self, readings):
        return self._match(
            readings, lambda word: lookup.typo_parts(word) or [f" {word}"]
        )

    def _match(self, readings, get_parts):
        """Return SQL: any reading all of whose words have one of their parts."""
        key = SQL.identifier("res_partner", "search_key")
        readings = [
            SQL(" AND ").join(
                SQL(
                    "(%s)",
                    SQL(" OR ").join(
                        SQL("%s LIKE %s", key, f"%{_escape(part)}%")
                        for part in get_parts(word)
                    ),
                )
                for word in reading.words
            )
            for reading in readings
        ]
        return SQL("(%s)", SQL(" OR ").join(readings)) if readings else None

    # ------------------------------------------------------------ documents
    @api.model
    def _find_agreements(self, question, limit):
        agreements = self._search_numbers("bank.agreement", question, limit)
        return [
            self._prepare_document("agreement", agreement, question)
            for agreement in agreements
        ]

    @api.model
    def _find_accounts(self, question, limit):
        accounts = self._search_numbers("bank.account", question, limit)
        return [self._prepare_document("account", row, question) for row in accounts]

    def _search_numbers(self, model, question, limit):
        numbers = [number for number in question.numbers if len(number) > FEW_LETTERS]
        if not numbers or not self.env[model].has_access("read"):
            return self.env[model]
        patterns = {number for typed in numbers for number in (typed, typed.upper())}
        domain = Domain.OR(
            Domain("number", "=like", f"{_escape(number)}%") for number in patterns
        )
        documents = self.env[model].search_fetch(
            domain, self._get_document_fields(model), limit=limit, order="number"
        )
        # only their names are read, not the whole of what they belong to; who may
        # read an agreement may read its client
        documents.sudo().partner_id.fetch(["complete_name"])
        if "product_id" in documents._fields:
            documents.product_id.fetch(["name"])
        return documents

    @api.model
    def _get_document_fields(self, model):
        names = ("number", "partner_id", "product_id", "currency_id")
        return [name for name in names if name in self.env[model]._fields]

    def _prepare_document(self, kind, document, question):
        is_exact = document.number in question.numbers
        return {
            "kind": kind,
            "model": document._name,
            "id": document.id,
            "title": document.display_name,
            # who may read an agreement may read its client
            "subtitle": document.sudo().partner_id.complete_name,
            "score": 1.0 if is_exact else 0.85,
        }


def _escape(text):
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
