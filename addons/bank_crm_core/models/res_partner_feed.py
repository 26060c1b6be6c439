# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models, tools
from odoo.tools import SQL

from ..tools import client_key, phones, registration


class ResPartner(models.Model):
    """Clients from the core banking system; ``phones`` is a list of numbers.

    Phones are added, never taken away: what was entered by hand stays. A wrong
    registration number does not cost the client: it is left out, with a warning.
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
        }

    def _get_feed_sql(self):
        is_company = "(s.client_kind = 'company')"
        return {
            "is_company": is_company,
            "complete_name": "s.name",
            "commercial_company_name": f"(CASE WHEN {is_company} THEN s.name END)",
            "type": "'contact'",
            "partner_share": "true",
        }

    def _get_feed_covered_fields(self):
        return {
            "branch_id",
            "manager_id",
            "phone",
            "phone_sanitized",
            "search_key",
            "commercial_partner_id",
            "email_normalized",
            "lang",
            "properties",
            "user_id",
            "company_registry",
        }

    def _clean_feed_row(self, row):
        row, warnings = super()._clean_feed_row(row)
        if "email" in row:
            row["email_normalized"] = (
                tools.email_normalize(row["email"], strict=False) or None
            )
        is_company = row.get("client_kind") == "company"
        checks = {
            "inn": lambda number: registration.is_inn(number, 10 if is_company else 12),
            "kpp": lambda number: is_company and registration.is_kpp(number),
            "ogrn": lambda number: registration.is_ogrn(
                number, 13 if is_company else 15
            ),
            "snils": registration.is_snils,
        }
        for name, is_right in checks.items():
            if row.get(name):
                number = registration.clean(str(row[name]))
                row[name] = number if number and is_right(number) else None
                if not row[name]:
                    warnings.append(f"{name}: {number!r} is wrong and left out")
        return row, warnings

    def _after_feed(self, staged):
        """Phones, search keys and what hangs on a client's branch and manager."""
        super()._after_feed(staged)
        ids = [row_id for row_id, _row, _is_new in staged]
        self._feed_phones([(row_id, row) for row_id, row, _is_new in staged])
        cr = self.env.cr
        cr.execute(
            SQL(
                "UPDATE res_partner SET commercial_partner_id = id WHERE id = ANY(%s) "
                "AND commercial_partner_id IS DISTINCT FROM id",
                ids,
            )
        )
        self._refresh_search_keys(ids)
        old = [row_id for row_id, _row, is_new in staged if not is_new]
        if old:
            self._pass_branch_on(old)

    def _feed_phones(self, staged):
        lines = [
            (row_id, 10 + place, number.strip())
            for row_id, row in staged
            for place, number in enumerate(row.get("phones") or ())
            if isinstance(number, str) and number.strip()
        ]
        if not lines:
            return
        regions = self._read_phone_regions(
            {row_id for row_id, _place, _number in lines}
        )
        now, uid = self.env.cr.now(), self.env.uid
        values = [
            (
                row_id,
                place,
                number,
                "mobile",
                phones.normalise(number, regions[row_id]) or None,
                phones.digits(number, regions[row_id]),
                uid,
                uid,
                now,
                now,
            )
            for row_id, place, number in lines
        ]
        self.env.cr.execute_values(
            """
            INSERT INTO bank_client_phone (partner_id, sequence, number, kind, e164,
                digits, create_uid, write_uid, create_date, write_date)
            VALUES %s ON CONFLICT (partner_id, digits) DO NOTHING
            """,
            values,
            page_size=2000,
        )
        self._refresh_first_phones([row_id for row_id, _place, _number in lines])

    def _read_phone_regions(self, ids):
        rows = self.env.execute_query(
            SQL(
                "SELECT p.id, c.code FROM res_partner p LEFT JOIN res_country c "
                "ON c.id = p.country_id WHERE p.id = ANY(%s)",
                list(ids),
            )
        )
        default = self.env.company.country_id.code or "RU"
        return {row_id: code or default for row_id, code in rows}

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

    def _pass_branch_on(self, ids):
        """What stands behind a client's wall moves with him: contacts, agreements."""
        cr = self.env.cr
        for table in ("bank_agreement", "bank_account"):
            cr.execute(
                SQL(
                    "UPDATE %s t SET branch_id = p.branch_id FROM res_partner p "
                    "WHERE p.id = t.partner_id AND p.id = ANY(%s) "
                    "AND t.branch_id IS DISTINCT FROM p.branch_id",
                    SQL.identifier(table),
                    ids,
                )
            )
        while ids:
            cr.execute(
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
            ids = [row[0] for row in cr.fetchall()]
