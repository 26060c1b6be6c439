# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools import contact, phones
from .bank_contact_gate import BLACKLISTS

SUPPRESSION_FIELDS = [
    "partner_id",
    "channel_id",
    "purpose",
    "product_category_id",
    "reason",
]


class BankContactGate(models.AbstractModel):
    """What the contact gate judges by: plain rows, read in a fixed number of queries."""

    _inherit = "bank.contact.gate"

    @api.model
    def _read_facts(self, partners, now=None, channel=None):
        """Read what decides about these partners; no query for each of them.

        :param str channel: the one that is asked about; without it, all of them
        """
        now = now or fields.Datetime.now()
        in_use = [("active", "=", True)]
        channels = (
            self.env["bank.channel"].sudo().search_fetch(in_use, ["code", "name"])
        )
        policies = self.env["bank.contact.policy"].sudo()
        policies = policies.search_fetch(in_use, list(policies._fields))
        people = self._read_people(partners.ids)
        client_ids = list({row["client_id"] for row in people.values()} - {None})
        asked = (
            channels.filtered(lambda one: one.code == channel) if channel else channels
        )
        return {
            "now": now,
            "people": people,
            "channels": {channel.code: channel for channel in channels},
            "policies": {
                (policy.purpose, policy.channel_id.id): policy for policy in policies
            },
            "consents": self._read_consents(client_ids),
            "suppressions": self._read_suppressions(client_ids, now),
            "contacts": self._read_contacts(client_ids, asked.ids, now),
            "blacklists": self._read_blacklists(people, asked.mapped("code")),
        }

    @api.model
    def _read_people(self, partner_ids):
        """Return ``{id: row}``: whose consents speak for him, whose hours are asked.

        As ``res.partner._get_contact_client`` says of one of them. Whether his address
        stands on the stock list of refusals comes along, to save a query.
        """
        partners = self.env["res.partner"]
        hours = partners._get_contact_hour_fields()
        partners.flush_model(
            [
                "client_kind",
                "country_id",
                "email_normalized",
                "parent_id",
                "phone",
                *hours,
            ]
        )
        self.env["mail.blacklist"].flush_model(["active", "email"])
        rows = self.env.execute_query(self._get_people_query(partner_ids, hours))
        names = ("id", "client_id", "phone", "country_id", "owner_id", "no_mail")
        found = {
            row[0]: {**dict(zip(names, row, strict=False)), "hours_key": row[6:]}
            for row in rows
        }
        # in the order they were named, which is the order they are heard in
        return {key: found[key] for key in partner_ids if key in found}

    @api.model
    def _get_people_query(self, partner_ids, hours):
        return SQL(
            """
            SELECT p.id, who.client_id, p.phone, p.country_id, owner.id,
                   EXISTS (SELECT FROM mail_blacklist b
                            WHERE b.email = p.email_normalized AND b.active),
                   %(hours)s
              FROM res_partner p
              LEFT JOIN res_partner parent ON parent.id = p.parent_id
             CROSS JOIN LATERAL (SELECT CASE
                   WHEN p.client_kind IS NOT NULL THEN p.id
                   WHEN parent.client_kind IS NOT NULL THEN parent.id
                   END AS client_id) who
              JOIN res_partner owner ON owner.id = COALESCE(who.client_id, p.id)
             WHERE p.id = ANY(%(ids)s)
            """,
            hours=SQL(", ").join(SQL.identifier("owner", name) for name in hours),
            ids=list(partner_ids),
        )

    @api.model
    def _read_consents(self, client_ids):
        said = defaultdict(list)
        for client_id, purpose, *row in self.env["bank.consent"]._read_last(client_ids):
            said[client_id, purpose].append(row)
        return said

    @api.model
    def _read_suppressions(self, client_ids, now):
        suppressions = self.env["bank.suppression"].sudo()
        domain = suppressions._get_open_domain(now.date())
        domain &= fields.Domain("partner_id", "in", client_ids)
        found = defaultdict(list)
        for row in suppressions.search_read(domain, SUPPRESSION_FIELDS, load=None):
            found[row["partner_id"]].append(row)
        return found

    @api.model
    def _read_contacts(self, client_ids, channel_ids, now):
        """Return ``{(client_id, channel_id): {purpose: counts by period}}``."""
        self.env["bank.interaction"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT partner_id, channel_id, COALESCE(purpose, 'service'), %(counts)s
                  FROM bank_interaction
                 WHERE partner_id = ANY(%(ids)s) AND direction = 'out'
                   AND channel_id = ANY(%(channels)s)
                   AND date > %(since)s AND date <= %(now)s
                 GROUP BY 1, 2, 3
                """,
                counts=SQL(", ").join(
                    SQL("count(*) FILTER (WHERE date > %s)", now - timedelta(days=days))
                    for days in contact.PERIODS.values()
                ),
                ids=client_ids,
                channels=channel_ids,
                since=now - timedelta(days=max(contact.PERIODS.values())),
                now=now,
            )
        )
        contacts = defaultdict(dict)
        for client_id, channel_id, purpose, *counts in rows:
            contacts[client_id, channel_id][purpose] = counts
        return contacts

    @api.model
    def _read_blacklists(self, people, codes):
        """Return ids of those whose address or number stands on a stock list, by list."""
        kinds = {BLACKLISTS[code] for code in codes if code in BLACKLISTS}
        read = {"mail": self._read_refused_mails, "phone": self._read_refused_numbers}
        return {kind: read[kind](people) for kind in kinds}

    @api.model
    def _read_refused_mails(self, people):
        return {key for key, row in people.items() if row["no_mail"]}

    @api.model
    def _read_refused_numbers(self, people):
        """Numbers are compared as the list keeps them, whatever people have typed."""
        numbers = self._normalise_numbers(people)
        refused = self.env["phone.blacklist"].sudo()
        wanted = list(set(numbers.values()))
        refused = refused.search_fetch([("number", "in", wanted)], ["number"])
        refused = set(refused.mapped("number"))
        return {key for key, number in numbers.items() if number in refused}

    @api.model
    def _normalise_numbers(self, people):
        """Return ``{partner_id: number}``; as ``_get_contact_number`` of one of them."""
        countries = {row["country_id"] for row in people.values()} - {None}
        countries = self.env["res.country"].sudo().browse(countries)
        regions = {country.id: country.code for country in countries}
        usual = self.env.company.country_id.code
        numbers = {
            key: phones.normalise(
                row["phone"], regions.get(row["country_id"], usual) or "RU"
            )
            for key, row in people.items()
            if row["phone"]
        }
        return {key: number for key, number in numbers.items() if number}
