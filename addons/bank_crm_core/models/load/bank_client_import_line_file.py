# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools import registration
from ..duplicate.bank_duplicate_rule import CANDIDATES


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

        Where two rows have the name or INN that a contact gives, he is tied to neither.
        """
        places = {
            column.field: column.position
            for column in bank_import.column_ids
            if column.field
        }
        cell = {
            name: SQL("NULLIF(btrim(cells->>%s), '')", place)
            for name, place in places.items()
        }
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE bank_client_import_line SET client_line_id = NULL, "
                "is_contact = %s IS NOT NULL WHERE import_id = %s",
                cell.get("contact_of", SQL("NULL::text")),
                bank_import.id,
            )
        )
        if "contact_of" in cell:
            self.env.cr.execute(self._get_tie_query(bank_import, cell))
        self.env.invalidate_all(flush=False)

    @api.model
    def _get_tie_query(self, bank_import, cell):
        """Return the statement that ties contacts to the single row of their client.

        :param cell: ``{fact: SQL of its cell, NULL where it is empty}``
        """
        nothing = SQL("NULL::text")
        parts = [
            cell.get(name, nothing) for name in ("surname", "given_name", "patronymic")
        ]
        return SQL(
            """
            WITH client AS (
                SELECT id, lower(COALESCE(%(name)s, concat_ws(' ', %(parts)s))) AS name,
                       %(inn)s AS inn
                  FROM bank_client_import_line
                 WHERE import_id = %(id)s AND NOT is_contact),
            single AS (
                SELECT key, min(id) AS id
                  FROM (SELECT id, name AS key FROM client
                         UNION SELECT id, inn FROM client) AS keys
                 WHERE key <> '' GROUP BY key HAVING count(*) = 1)
            UPDATE bank_client_import_line SET client_line_id = single.id FROM single
             WHERE import_id = %(id)s AND is_contact AND lower(%(of)s) = single.key
            """,
            id=bank_import.id,
            name=cell.get("name", nothing),
            parts=SQL(", ").join(parts),
            inn=cell.get("inn", nothing),
            of=cell["contact_of"],
        )

    def _get_client(self, text):
        """The row of the file comes first: it is what the author of the file means.

        Whoever has the name of a row that does not come in is not its client; he who
        has its INN is.
        """
        row = self.client_line_id
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

    # ------------------------------------------------------------ the same twice
    def _get_row_keys(self, values):
        """Return the keys of a row as ``code:key``, for rows that come after it."""
        if self.is_contact:
            client = self.client_line_id.id or f"partner {values['parent_id']}"
            return [f"contact:{client} {values['name'].lower()}"]
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
            above = self._search_above(keys, [])[:1]
            number, is_certain = (above[0][1] if above else None), True
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

    def _search_above(self, keys, telling):
        """Return ``(id, row number, keys)`` of the good rows that share a telling key.

        :param telling: codes of which one key is enough; none: all keys tell
        """
        wanted = [key for key in keys if not telling or key.split(":")[0] in telling]
        if not wanted:
            return []
        self.flush_model(["state", "keys", "import_id", "number"])
        return self.env.execute_query(
            SQL(
                "SELECT id, number, keys FROM bank_client_import_line "
                "WHERE import_id = %s AND state = 'good' AND id <> %s AND keys ?| %s "
                "ORDER BY number LIMIT %s",
                self.import_id.id,
                self.id,
                wanted,
                CANDIDATES,
            )
        )

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
