# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import email_normalize, escape_psql

from ...tools import phones, plain_text, registration


class BankClientImportLine(models.Model):
    """A row that names a client is a person of his: it becomes his contact."""

    _inherit = "bank.client.import.line"

    def _prepare_contact_values(self, facts):
        """Return the values of a contact; branch and manager are those of its client."""
        return {
            "name": self._get_name(facts),
            "parent_id": self._get_client(facts["contact_of"]).id,
            "function": facts.get("position"),
            "email": facts.get("email"),
            "comment": facts.get("comment"),
            "phone_ids": self._prepare_phones(facts["phone"]),
        }

    def _get_client(self, text):
        """Return the one client of this INN or name whom the employee sees."""
        clients = self._search_clients(text)
        if len(clients) != 1:
            raise UserError(
                self.env._(
                    "There is no single client “%(text)s” among those whom you see, nor "
                    "in this file. Enter him first, or give his INN.",
                    text=text[:40],
                )
            )
        return clients

    def _search_clients(self, text):
        inn = registration.clean(text) or text
        name = escape_psql(plain_text.clean_line(text) or text)
        domain = ["|", ("inn", "=", inn), ("name", "=ilike", name)]
        return self.env["res.partner"].search(
            [*domain, ("client_kind", "!=", False)], limit=2
        )

    def _find_there(self, values):
        """A contact is there already when his client has one of the same name."""
        if not values.get("parent_id"):
            return self._find_duplicate(values)
        if self.import_id.duplicates == "create":
            return None
        name = plain_text.clean_line(values["name"])
        contacts = self.env["res.partner"].search(
            [
                ("parent_id", "=", values["parent_id"]),
                ("name", "=ilike", escape_psql(name)),
            ],
            limit=2,
        )
        if not contacts:
            return None
        reason = self.env._("The client has such a contact already.")
        contact = contacts[0]
        known = {*contact.phone_ids.mapped("digits"), contact.email_normalized}
        is_single = len(contacts) == 1 and self._is_same_contact(
            values, known - {False, ""}
        )
        return self._meet(contact, reason, values, is_single)

    def _is_same_contact(self, values, known):
        """Return whether a contact of the same name is surely the one of this row.

        :param known: phones (digits) and e-mail by which the other is reached
        """
        if known:
            return bool(known & self._get_reaches(values))
        # a first name alone says nothing
        return " " in plain_text.clean_line(values["name"])

    def _get_reaches(self, values):
        """Return phones, as digits, and the e-mail of a row."""
        region = self.env["res.partner"]._get_phone_region()
        numbers = [command[2]["number"] for command in values["phone_ids"]]
        email = email_normalize(values.get("email") or "")
        return {*(phones.digits(number, region) for number in numbers), email} - {
            False,
            "",
        }
