# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools import plain_text, registration
from ..duplicate.bank_duplicate_rule import CANDIDATES


def _plain(text):
    return plain_text.clean_line(text or "").lower()


class BankClientImportLine(models.Model):
    """Rows of one file that concern each other.

    A contact may stand in the file of his client, before him or after; whom the file
    names twice is found when the rows are tried, before anything is entered.
    """

    _inherit = "bank.client.import.line"

    is_contact = fields.Boolean(readonly=True)
    client_line_id = fields.Many2one(
        comodel_name="bank.client.import.line",
        string="Row of His Client",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    keys = fields.Json(
        readonly=True,
        help="By what other rows of the file are taken for the same, as code:key.",
    )

    _keys_idx = models.Index("USING gin (keys)")

    def _forget(self):
        """Forget what an earlier trial, perhaps of other columns, has found."""
        nothing = dict.fromkeys(("reason", "partner_id", "is_certain", "keys"), False)
        self.write({"state": "new", **nothing})

    # ------------------------------------------------------------ contacts
    @api.model
    def _tie_contacts(self, bank_import):
        """Note which rows are contacts, and which row of the file is their client.

        Where two rows have the name that a contact gives, he is tied to neither.
        """
        places = {
            column.field: column.position
            for column in bank_import.column_ids
            if column.field
        }
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE bank_client_import_line SET client_line_id = NULL, "
                "is_contact = NULLIF(btrim(cells->>%s), '') IS NOT NULL "
                "WHERE import_id = %s",
                places.get("contact_of"),
                bank_import.id,
            )
        )
        if "contact_of" in places:
            self._tie(self._find_ties(bank_import, places))
        self.env.invalidate_all()

    @api.model
    def _tie(self, ties):
        """Write down ``{contact: row of his client, 0 where several may be meant}``."""
        self.env.cr.execute(
            SQL(
                "UPDATE bank_client_import_line line SET client_line_id = tie.client_id "
                "FROM unnest(%s::int[], %s::int[]) AS tie (id, client_id) "
                "WHERE line.id = tie.id AND tie.client_id <> 0",
                list(ties),
                list(ties.values()),
            )
        )
        unclear = [contact for contact, client in ties.items() if not client]
        self.env.invalidate_all(flush=False)
        self.browse(unclear).filtered(lambda line: line.state == "new").write(
            {
                "state": "refused",
                "reason": self.env._(
                    "Several rows of the file have the name of his client: give the INN."
                ),
            }
        )

    @api.model
    def _find_ties(self, bank_import, places):
        """Return ``{contact: row of his client}``, names compared as people read them.

        Of several rows with the INN that a contact gives, the first is meant: they are
        one client. The row is 0 where several have the name.
        """
        clients, contacts = {}, {}
        for line_id, is_contact, keys in self._read_tie_keys(bank_import, places):
            if is_contact:
                contacts[line_id] = keys
                continue
            for key in keys:
                clients.setdefault(key, set()).add(line_id)
        ties = {}
        for contact, keys in contacts.items():
            found = set().union(*(clients.get(key, ()) for key in keys))
            inns = [key for key in keys if key.isdigit()]
            by_inn = set().union(*(clients.get(inn, ()) for inn in inns))
            if len(found) == 1 or (found and found == by_inn):
                ties[contact] = min(found)
            elif found and not inns:
                ties[contact] = 0
        return ties

    @api.model
    def _read_tie_keys(self, bank_import, places):
        """Yield ``(row, is contact, keys)``: the name and the INN that the row says."""
        names = ("contact_of", "inn", "name", "surname", "given_name", "patronymic")
        query = SQL(
            "SELECT id, is_contact, %s FROM bank_client_import_line "
            "WHERE import_id = %s ORDER BY id",
            SQL(", ").join(SQL("cells->>%s", places.get(name)) for name in names),
            bank_import.id,
        )
        for line_id, is_contact, of, inn, name, *parts in self.env.execute_query(query):
            full = _plain(name) or _plain(" ".join(part or "" for part in parts))
            said = (_plain(of), of) if is_contact else (full, inn)
            yield (
                line_id,
                is_contact,
                {said[0], registration.clean(said[1])}
                - {
                    "",
                    False,
                },
            )

    def _get_client(self, text):
        """The row of the file comes first: it is what the author of the file means.

        A namesake of a row that does not come in is not meant; who has its INN is.
        """
        row = self.client_line_id._get_row_meant()
        is_meant = row.state in ("created", "completed") or row.is_certain
        if is_meant and (client := row.partner_id._filtered_access("read")):
            return client
        if row.state == "good":
            # only tried: he stands in for his row and goes when this one is done
            return self._create_partner(row._prepare_values())
        by_inn = row and registration.clean(row._get_facts().get("inn"))
        if row and not (
            registration.clean(text) == by_inn and len(self._search_clients(text)) == 1
        ):
            raise UserError(
                self.env._(
                    "His client stands in row %(row)s, which does not come in: "
                    "%(reason)s",
                    row=row.number,
                    reason=row.reason or "",
                )
            )
        return super()._get_client(text)

    def _get_row_meant(self):
        """Return the row above that is surely the same client as this one, left out for
        it; otherwise this one.
        """
        if self.state != "duplicate" or self.partner_id or not self.keys:
            return self
        number, is_certain = self._judge_above(self.keys)
        if not is_certain:
            return self
        return self.search(
            [("import_id", "=", self.import_id.id), ("number", "=", number)]
        )

    # ------------------------------------------------------------ the same twice
    def _get_row_keys(self, values):
        """Return the keys of a row as ``code:key``, for rows that come after it."""
        if self.is_contact:
            row = self.client_line_id._get_row_meant()
            client = row.id or f"partner {values['parent_id']}"
            reaches = sorted(self._get_reaches(values))
            return [
                f"contact:{client} {_plain(values['name'])}",
                *(f"reach:{reach}" for reach in reaches),
            ]
        keys = self.env["bank.duplicate.rule"]._get_card_keys(
            self.env["res.partner"].new(values)
        )
        keys["kind"] = {values["client_kind"]}
        return sorted(f"{code}:{key}" for code, found in keys.items() for key in found)

    def _find_in_file(self, values):
        """Return what to write where a row above it is the same client or contact."""
        if self.import_id.duplicates == "create":
            return None
        keys = self._get_row_keys(values)
        if self.is_contact:
            number, is_certain = self._judge_contact_above(keys, values)
        else:
            number, is_certain = self._judge_above(keys)
        if not number:
            return None
        if self.import_id.duplicates == "complete" and is_certain:
            text = self.env._(
                "The same as row %(row)s: adds to it what it lacks.", row=number
            )
            return {"state": "good", "reason": text}
        text = self.env._("The same as row %(row)s of the file.", row=number)
        return {"state": "duplicate", "reason": text}

    def _take_up_the_same(self):
        """Take up again what was left out as the same as these rows, now refused, with
        its contacts. When it is entered it is judged by what is in the bank by then.
        """
        keys = {
            key
            for line in self
            for key in line.keys or ()
            if key.partition(":")[0] not in ("kind", "birth_date", "reach")
        }
        if keys:
            self.flush_model()
            self.env.cr.execute(
                SQL(
                    "WITH taken AS (UPDATE bank_client_import_line SET state = 'good' "
                    "WHERE import_id = %s AND state = 'duplicate' "
                    "AND partner_id IS NULL AND keys ?| %s RETURNING id) "
                    "UPDATE bank_client_import_line line SET state = 'good' FROM taken "
                    "WHERE line.client_line_id = taken.id AND line.state = 'refused'",
                    self.import_id.id,
                    list(keys),
                )
            )
            self.env.invalidate_all(flush=False)

    def _search_above(self, keys, telling):
        """Return ``(id, row number, keys)`` of rows that come in and share a telling key.

        :param telling: codes of which one key is enough
        """
        wanted = [key for key in keys if key.split(":")[0] in telling]
        if not wanted:
            return []
        self.flush_model(["state", "keys", "import_id", "number"])
        return self.env.execute_query(
            SQL(
                "SELECT id, number, keys FROM bank_client_import_line "
                "WHERE import_id = %s AND state IN ('good', 'created', 'completed') "
                "AND id <> %s AND keys ?| %s "
                "ORDER BY number LIMIT %s",
                self.import_id.id,
                self.id,
                wanted,
                CANDIDATES,
            )
        )

    def _judge_contact_above(self, keys, values):
        """Return ``(number, is certain)`` of the first row that is the same contact."""
        for _id, number, found in self._search_above(keys, ["contact"])[:1]:
            known = self._split_keys(found).get("reach", set())
            return number, self._is_same_contact(values, known)
        return None, False

    def _judge_above(self, keys):
        """Return ``(number, is certain)`` of the first row that is the same client."""
        # rules of the bank hold for everybody, whoever may read them
        rules_sudo = self.env["bank.duplicate.rule"].sudo()
        above = self._search_above(keys, rules_sudo._get_telling_codes())
        own = self._split_keys(keys)
        others = {number: self._split_keys(found) for _id, number, found in above}
        others = {
            number: found
            for number, found in others.items()
            if found["kind"] == own["kind"]
        }
        matches = rules_sudo._match_keys(own, others)
        for number, rule in matches.items():
            return number, rule.certainty == "certain"
        return None, False

    @api.model
    def _split_keys(self, keys):
        """Return ``{code: set of keys}`` of keys as they lie in a row."""
        found = {}
        for text in keys:
            code, _colon, key = text.partition(":")
            found.setdefault(code, set()).add(key)
        return found
