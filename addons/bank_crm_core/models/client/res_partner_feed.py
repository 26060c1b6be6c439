# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re

from odoo import api, models, tools
from odoo.tools import SQL

from ...tools import client_key, feed, phones, plain_text, registration

_PLAIN_EMAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


class ResPartner(models.Model):
    """Clients from the core banking system; ``phones`` is a list of numbers.

    Phones are added, never taken away: what was entered by hand stays. A wrong
    registration number or an impossible birth date does not cost the client: it is
    left out, with a warning.
    """

    _name = "res.partner"
    _inherit = ["res.partner", "bank.feed.mixin"]

    def _get_feed_columns(self):
        return {
            "name": "required text",
            "client_kind": "required choice",
            "branch_id": "required branch",
            "manager_id": "user",
            "birth_date": "date",
            "sex": "choice",
            "inn": "text",
            "kpp": "text",
            "ogrn": "text",
            "snils": "text",
            "email": "text",
            "email_normalized": "text",
            "street": "text",
            "street2": "text",
            "city": "text",
            "zip": "text",
            "country_id": "country",
            "source_id": "utm_source",
        }

    def _get_feed_insert_columns(self):
        return {"phone": "text", "phone_sanitized": "text", "search_key": "raw"}

    def _get_feed_sql(self):
        is_company = "(s.client_kind = 'company')"
        return {
            "is_company": is_company,
            "complete_name": "s.name",
            "commercial_company_name": f"(CASE WHEN {is_company} THEN s.name END)",
            "type": "'contact'",
            "partner_share": "true",
            "commercial_partner_id": "s.id",
        }

    def _get_feed_covered_fields(self):
        return {
            "branch_id",
            "manager_id",
            "phone",
            "phone_sanitized",
            "search_key",
            "email_normalized",
            "lang",
            "properties",
            "user_id",
            "company_registry",
        }

    def _clean_feed_rows(self, rows):
        cleaned = super()._clean_feed_rows(rows)
        # which days are possible is asked once, not for each row
        possible = self._get_possible_birth_dates()
        for row, warnings in cleaned:
            warnings += self._clean_birth_date(row, possible)
        return cleaned

    def _clean_feed_row(self, row):
        row, warnings = super()._clean_feed_row(row)
        if isinstance(row.get("name"), str):
            row["name"] = plain_text.clean_line(row["name"])
        if "email" in row:
            row["email_normalized"] = self._normalise_feed_email(row["email"])
        warnings += self._clean_registration(row)
        row["phone_rows"] = self._read_feed_phones(row)
        first = row["phone_rows"][:1]
        row["phone"] = first[0]["number"] if first else None
        row["phone_sanitized"] = first[0]["sanitised"] if first else None
        row["search_key"] = client_key.build_key(
            row.get("name") if isinstance(row.get("name"), str) else None,
            sorted({phone["digits"] for phone in row["phone_rows"]}),
            [row["inn"]] if row.get("inn") else (),
            row["email"] if isinstance(row.get("email"), str) else None,
        )
        return row, warnings

    def _normalise_feed_email(self, email):
        if isinstance(email, str) and _PLAIN_EMAIL.fullmatch(email):
            return email.lower()
        return tools.email_normalize(email, strict=False) or None

    def _clean_registration(self, row):
        """Leave out wrong registration numbers; return what to say about them."""
        is_company = row.get("client_kind") == "company"
        checks = {
            "inn": lambda number: registration.is_inn(number, 10 if is_company else 12),
            "kpp": lambda number: is_company and registration.is_kpp(number),
            "ogrn": lambda number: registration.is_ogrn(
                number, 13 if is_company else 15
            ),
            "snils": registration.is_snils,
        }
        warnings = []
        for name, is_right in checks.items():
            if row.get(name):
                number = registration.clean(str(row[name]))
                row[name] = number if number and is_right(number) else None
                if not row[name]:
                    warnings.append(f"{name}: {number!r} is wrong and left out")
        return warnings

    def _clean_birth_date(self, row, possible):
        """Leave out a birth date that the card would refuse; say so.

        :param possible: the first and the last day that can be right
        """
        try:
            born = feed.read_value(feed.Column("birth_date", "date"), row["birth_date"])
        except (KeyError, ValueError):
            return []  # not there, or the row is refused for it
        if not born or possible[0] <= born <= possible[1]:
            return []
        row["birth_date"] = None
        return [f"birth_date: {born} cannot be right and is left out"]

    def _read_feed_phones(self, row):
        """Return the phones of a row as the table keeps them, without doubles."""
        found = {}
        own = self.env.company.country_id
        for number in row.get("phones") or ():
            if not isinstance(number, str) or not number.strip():
                continue
            number = number.strip()
            region = row.get("country") or own.code
            e164 = phones.normalise(number, region or "RU")
            digits = phones.strip(e164 or number)
            if digits not in found:
                found[digits] = {
                    "number": number,
                    "e164": e164 or None,
                    "digits": digits,
                    "sanitised": phones.read_russian(number, region)
                    or self._sanitise_feed_phone(number, region),
                }
        return list(found.values())

    def _sanitise_feed_phone(self, number, region):
        """Stock Odoo's own form of a number, which wants a valid one."""
        country = self.env["res.country"].browse(self._get_country_id(region))
        return self._phone_format_number(number, country) or None

    @tools.ormcache("code")
    def _get_country_id(self, code):
        return code and self.env["res.country"].search([("code", "=", code)]).id

    def _after_feed(self, staged):
        """Phones, search keys and what hangs on a client's branch and manager."""
        touched = super()._after_feed(staged)
        with_new_phones = self._feed_phones(staged)
        fresh = {row_id for row_id, _row, status in staged if status == "created"}
        old = {row_id for row_id, _row, status in staged if status == "updated"}
        if with_new_phones - fresh:
            self._refresh_first_phones(list(with_new_phones - fresh))
        if stale := (old | with_new_phones) - fresh:
            self._refresh_search_keys(list(stale))
        if old:
            self._pass_branch_on(list(old))
        return touched | with_new_phones

    def _feed_phones(self, staged):
        """Add the phones that are not there yet; return the ids of their clients."""
        values = [
            (row_id, 10 + place, phone["number"], phone["e164"], phone["digits"])
            for row_id, row, _status in staged
            for place, phone in enumerate(row["phone_rows"])
        ]
        if not values:
            return set()
        # columns, not rows: text of a row each costs more than the rows themselves
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO bank_client_phone (partner_id, sequence, number, e164, digits,
                    kind, create_uid, write_uid, create_date, write_date)
                SELECT v.*, 'mobile', %(uid)s, %(uid)s, %(now)s, %(now)s
                  FROM unnest(%(partners)s::int[], %(places)s::int[], %(numbers)s::text[],
                              %(e164s)s::text[], %(digits)s::text[]) AS v
                ON CONFLICT (partner_id, digits) DO NOTHING RETURNING partner_id
                """,
                uid=self.env.uid,
                now=self.env.cr.now(),
                **dict(
                    zip(
                        ("partners", "places", "numbers", "e164s", "digits"),
                        map(list, zip(*values, strict=True)),
                        strict=True,
                    )
                ),
            )
        )
        return {row[0] for row in rows}

    def _refresh_first_phones(self, ids):
        """Keep the stock columns in step: the first number and its sanitised form."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (f.partner_id) f.partner_id, f.number, p.country_id
                  FROM bank_client_phone f JOIN res_partner p ON p.id = f.partner_id
                 WHERE f.partner_id = ANY(%s) ORDER BY f.partner_id, f.sequence, f.id
                """,
                ids,
            )
        )
        countries = self.env["res.country"]
        values = [
            (row_id, number, self._sanitise(number, countries.browse(country_id)))
            for row_id, number, country_id in rows
        ]
        self.env.cr.execute_values(
            "UPDATE res_partner p SET phone = v.phone, phone_sanitized = v.sanitised "
            "FROM (VALUES %s) AS v (id, phone, sanitised) WHERE p.id = v.id",
            values,
            page_size=2000,
            template="(%s, %s, %s::varchar)",
        )

    def _sanitise(self, number, country):
        country = country or self.env.company.country_id
        return self._phone_format_number(number, country) or None

    def _refresh_search_keys(self, ids):
        """Write the search keys of these partners in one statement."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT p.id, p.name, p.inn, p.email, p.search_key,
                       array_agg(f.digits ORDER BY f.digits COLLATE "C")
                           FILTER (WHERE f.digits <> '')
                  FROM res_partner p
                  LEFT JOIN bank_client_phone f ON f.partner_id = p.id
                 WHERE p.id = ANY(%s) GROUP BY p.id
                """,
                ids,
            )
        )
        values = []
        for row_id, name, inn, email, old, digits in rows:
            numbers = [inn] if inn else []
            key = client_key.build_key(name, digits or (), numbers, email)
            if key != old:
                values.append((row_id, key))
        if values:
            self.env.cr.execute_values(
                "UPDATE res_partner p SET search_key = v.key FROM (VALUES %s) "
                "AS v (id, key) WHERE p.id = v.id",
                values,
                page_size=2000,
            )

    @api.model
    def _find_branch_columns(self):
        """Hook: ``{(table, column, client's column)}`` of branches copied from a client.

        Those that are declared as related to the client are found by themselves.
        """
        found = set()
        for model in self.env.registry.models.values():
            for field in model._fields.values():
                way = (field.related or "").split(".")
                if field.store and len(way) == 2 and way[1] == "branch_id":
                    link = model._fields[way[0]]
                    if link.store and link.comodel_name == self._name:
                        found.add((model._table, field.name, link.name))
        return sorted(found)

    def _pass_branch_on(self, ids):
        """What stands behind a client's wall moves with him, whatever table it is in."""
        for table, column, client in self._find_branch_columns():
            self.env.cr.execute(
                SQL(
                    "UPDATE %(table)s t SET %(column)s = p.branch_id FROM res_partner p "
                    "WHERE p.id = t.%(client)s AND p.id = ANY(%(ids)s) "
                    "AND t.%(column)s IS DISTINCT FROM p.branch_id",
                    table=SQL.identifier(table),
                    column=SQL.identifier(column),
                    client=SQL.identifier(client),
                    ids=ids,
                )
            )
        while ids:
            ids = self._pass_to_contacts(ids)

    def _pass_to_contacts(self, ids):
        """Give the contacts of these partners their branch and manager; return whom."""
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE res_partner c
                   SET branch_id = p.branch_id, manager_id = p.manager_id
                  FROM res_partner p
                 WHERE c.parent_id = p.id AND p.id = ANY(%s)
                   AND c.client_kind IS NULL
                   AND (c.branch_id, c.manager_id)
                       IS DISTINCT FROM (p.branch_id, p.manager_id)
                RETURNING c.id
                """,
                ids,
            )
        )
        return [row[0] for row in rows]
