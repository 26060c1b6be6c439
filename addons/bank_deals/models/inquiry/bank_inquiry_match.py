# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.bank_crm_core.tools import duplicates, phones

from ...tools import inquiry_form


class BankInquiry(models.Model):
    """Who of the clients it is that asks: by the rules for duplicates."""

    _inherit = "bank.inquiry"

    def _get_keys(self):
        self.ensure_one()
        return self._read_given_keys(
            {
                "contact_name": self.contact_name,
                "phone": self.phone,
                "email": self.email,
            }
        )

    @api.model
    def _read_given_keys(self, row):
        """Return the keys of what was typed, as the rules for duplicates read them."""
        region = self.env["res.partner"]._get_phone_region()
        keys = {
            "name": set(duplicates.name_keys(row.get("contact_name") or "")),
            "phone": {phones.normalise(row.get("phone") or "", region)},
            "email": {(row.get("email") or "").strip().lower()},
        }
        return {code: found - {""} for code, found in keys.items() if found - {""}}

    @api.model
    def _match_clients(self, values):
        """Return for each inquiry the one client who asks, or nobody.

        As superuser, for the server: several who might be meant are nobody.
        """
        asked = [self._read_given_keys(row) for row in values]
        known = self._read_reachable(asked)
        rules = self.env["bank.duplicate.rule"].sudo()
        read = rules._read_keys(known) if known else {}
        steps = [
            (rule._get_steps(), rule._get_contradictions())
            for rule in (rules._get_rules() if read else rules)
        ]
        clients = self.env["res.partner"].sudo()
        found = []
        for keys in asked:
            ids = [key for key, other in read.items() if self._fits(steps, keys, other)]
            found.append(clients.browse(ids if len(ids) == 1 else []))
        return found

    @api.model
    def _fits(self, steps, keys, other):
        """By a rule; or by the phone, where the name is a part of the client's."""
        for alternatives, vetoes in steps:
            if duplicates.agrees(alternatives, keys, other):
                return not duplicates.contradicts(vetoes, keys, other)
        if not keys.get("phone", set()) & other.get("phone", set()):
            return False
        return any(
            inquiry_form.fits_name(typed, name)
            for typed in keys.get("name", ())
            for name in other.get("name", ())
        )

    @api.model
    def _read_reachable(self, asked):
        """Return the ids of the clients with one of these phones or e-mails."""
        numbers = {key for keys in asked for key in keys.get("phone", ())}
        mails = {key for keys in asked for key in keys.get("email", ())}
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT p.id FROM res_partner p
                 WHERE %(client)s AND (p.id IN (
                       SELECT partner_id FROM bank_client_phone
                        WHERE e164 = ANY(%(numbers)s))
                    OR lower(p.email_normalized) = ANY(%(mails)s))
                """,
                client=self.env["bank.duplicate.rule"]._get_client_condition(),
                numbers=sorted(numbers),
                mails=sorted(mails),
            )
        )
        return [row_id for (row_id,) in rows]

    def _find_candidates(self):
        """Return the clients in the user's sight who may be meant, best first."""
        self.ensure_one()
        keys = self._get_keys()
        rules = self.env["bank.duplicate.rule"]
        clients = self.env["res.partner"]
        found = self.sudo().partner_id.sudo(False)
        for kind in ("person", "entrepreneur", "company"):
            found |= clients.browse(rules._find_matches(kind, keys))
        for number in keys.get("phone", ()):
            rows = self.env["bank.client.search"].lookup(number, limit=5)
            found |= clients.browse(
                row["id"] for row in rows if row["model"] == "res.partner"
            )
        return found._filtered_access("read").filtered("client_kind")
