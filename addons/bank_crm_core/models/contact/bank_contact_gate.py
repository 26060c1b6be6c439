# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from collections import defaultdict
from datetime import timedelta

import pytz

from odoo import api, fields, models
from odoo.tools import SQL, format_date

from ...tools import contact

# which stock list of who wants nothing speaks of a channel
BLACKLISTS = {"email": "mail", "sms": "phone", "phone": "phone", "chat": "phone"}


class BankContactGate(models.AbstractModel):
    """May the bank contact these clients now, over a channel, for a purpose?

    Facts of all clients are read in a fixed number of queries; each client is then
    judged in memory, for one channel or for all of them. The facts are read with the
    server's rights: a wall must not turn a "no" into a "yes".
    """

    _name = "bank.contact.gate"
    _description = "Contact Gate (abstract)"

    @api.model
    def _find_blockers(self, partners, channel, purpose, product=None, now=None):
        """Return ``{partner_id: (kind, reason)}``; who may be contacted is absent.

        :param str channel: code of a ``bank.channel``
        :param str purpose: marketing, service; the other two are never blocked
        :param product: what the message is about, if anything: a ``bank.product`` or
            a ``bank.product.category``
        """
        if purpose in dict(contact.UNBLOCKED):
            return {}
        if purpose not in dict(contact.JUDGED):
            raise ValueError(f"Unknown purpose of a contact: {purpose}")
        facts = self._read_facts(partners, now)
        question = self._prepare_question(facts, channel, purpose, product)
        answers = {
            partner.id: self._judge(partner, facts, question)
            for partner in partners.sudo()
        }
        return {partner_id: answer for partner_id, answer in answers.items() if answer}

    @api.model
    def _judge_in_turn(self, messages, channel, now=None):
        """Judge messages that leave in one run, one after the other.

        What passes counts for those after it: a limit of one lets one of two through.
        The number of queries depends neither on messages nor on their addressees.

        :param list messages: (partners, purpose, product or category) of each
        :return: for each message ``{partner_id: (kind, reason)}``
        """
        partners = self.env["res.partner"].union(*(message[0] for message in messages))
        facts = self._read_facts(partners, now)
        questions = {}
        return [
            self._judge_message(message, channel, facts, questions)
            for message in messages
        ]

    @api.model
    def _judge_message(self, message, channel, facts, questions):
        partners, purpose, about = message
        key = (purpose, about and (about._name, about.id))
        if key not in questions:
            questions[key] = self._prepare_question(facts, channel, purpose, about)
        question, answers = questions[key], {}
        for partner in partners.sudo() if purpose in dict(contact.JUDGED) else ():
            if answer := self._judge(partner, facts, question):
                answers[partner.id] = answer
        reached = partners.sudo().filtered(lambda partner: partner.id not in answers)
        # one message to two contacts of a client is one contact with him
        for client in reached.mapped(lambda partner: partner._get_contact_client()):
            contacts = facts["contacts"][client.id, question["channel"].id]
            contacts.append((facts["now"], purpose))
        return answers

    @api.model
    def _prepare_question(self, facts, code, purpose, product=None):
        channel = facts["channels"].get(code)
        if not channel:
            raise ValueError(f"Unknown channel: {code}")
        return {
            "channel": channel,
            "purpose": purpose,
            "policy": facts["policies"].get((purpose, channel.id)),
            "categories": self._get_categories(product),
        }

    @api.model
    def _get_categories(self, about):
        """Return ids of the category a message is about and of those above it."""
        if not about:
            return []
        about_sudo = about.sudo()
        is_category = about._name == "bank.product.category"
        category = about_sudo if is_category else about_sudo.category_id
        return [int(part) for part in (category.parent_path or "").split("/") if part]

    @api.model
    def _get_judges(self):
        """Hook: methods ``(partner, client, facts, question)`` that return a reason or
        False, under the kind of hindrance; the first that objects is heard.
        """
        return {
            "blacklist": self._judge_blacklist,
            "suppression": self._judge_suppression,
            "consent": self._judge_consent,
            "hours": self._judge_hours,
            "limit": self._judge_limit,
        }

    @api.model
    def _judge(self, partner, facts, question):
        client = partner._get_contact_client()
        for kind, judge in self._get_judges().items():
            if reason := judge(partner, client, facts, question):
                return kind, reason
        return False

    # ------------------------------------------------------------ facts
    @api.model
    def _read_facts(self, partners, now=None):
        """Read what decides about these partners; no query for each of them."""
        partners_sudo = partners.sudo()
        # at once: one at a time the cache reads a thousand, however many there are
        partners_sudo.fetch(partners_sudo._get_contact_fields())
        partners_sudo.parent_id.fetch(partners_sudo._get_contact_fields())
        clients = partners_sudo.mapped(lambda partner: partner._get_contact_client())
        now = now or fields.Datetime.now()
        in_use = [("active", "=", True)]
        channels = (
            self.env["bank.channel"].sudo().search_fetch(in_use, ["code", "name"])
        )
        policies = self.env["bank.contact.policy"].sudo()
        policies = policies.search_fetch(in_use, list(policies._fields))
        return {
            "now": now,
            "channels": {channel.code: channel for channel in channels},
            "policies": {
                (policy.purpose, policy.channel_id.id): policy for policy in policies
            },
            **self._read_consents(clients),
            "suppressions": self._read_suppressions(clients, now),
            "contacts": self._read_contacts(clients, now),
            "blacklists": self._read_blacklists(partners_sudo),
        }

    @api.model
    def _read_consents(self, clients):
        rows = (
            self.env["bank.consent"]
            .sudo()
            .browse(self.env["bank.consent"]._read_last(clients.ids))
        )
        said, last = defaultdict(list), defaultdict(list)
        for row in rows.sorted(lambda row: (row.purpose, row.channel_id.sequence)):
            last[row.partner_id.id].append(row.id)
            said[row.partner_id.id, row.purpose].append(
                (
                    row.date,
                    row.id,
                    row.channel_id.id or None,
                    row.product_category_id.id or None,
                    row.state == "given",
                    row.date_expiry or None,
                )
            )
        return {"consents": said, "consent_ids": last}

    @api.model
    def _read_suppressions(self, clients, now):
        suppressions = self.env["bank.suppression"].sudo()
        domain = suppressions._get_open_domain(now.date())
        rows = suppressions.search_fetch(
            [("partner_id", "in", clients.ids), *domain],
            ["partner_id", "channel_id", "purpose", "product_category_id", "reason"],
        )
        return rows.grouped(lambda row: row.partner_id.id)

    @api.model
    def _read_contacts(self, clients, now):
        """Return ``{(client_id, channel_id): [(date, purpose)]}`` of the last month."""
        self.env["bank.interaction"].flush_model()
        longest = max(contact.PERIODS.values())
        rows = self.env.execute_query(
            SQL(
                """
                SELECT partner_id, channel_id, date, purpose FROM bank_interaction
                 WHERE partner_id = ANY(%s) AND direction = 'out'
                   AND date > %s AND date <= %s
                """,
                clients.ids,
                now - timedelta(days=longest),
                now,
            )
        )
        contacts = defaultdict(list)
        for client_id, channel_id, date, purpose in rows:
            contacts[client_id, channel_id].append((date, purpose or "service"))
        return contacts

    @api.model
    def _read_blacklists(self, partners):
        emails = [email for email in partners.mapped("email_normalized") if email]
        phones = [partner._get_contact_number() for partner in partners]
        mails = (
            self.env["mail.blacklist"]
            .sudo()
            .search_fetch([("email", "in", emails)], ["email"])
        )
        numbers = (
            self.env["phone.blacklist"]
            .sudo()
            .search_fetch([("number", "in", list(filter(None, phones)))], ["number"])
        )
        return {
            "mail": set(mails.mapped("email")),
            "phone": set(numbers.mapped("number")),
        }

    # ------------------------------------------------------------ judges
    @api.model
    def _judge_blacklist(self, partner, client, facts, question):
        kind = BLACKLISTS.get(question["channel"].code)
        address = {
            "mail": partner.email_normalized,
            "phone": partner._get_contact_number(),
        }
        if kind and address[kind] in facts["blacklists"][kind]:
            return self.env._(
                "The address or number is on the list of those who want no messages."
            )
        return False

    @api.model
    def _judge_suppression(self, partner, client, facts, question):
        for row in facts["suppressions"].get(client.id, ()):
            if (
                row.channel_id in (row.channel_id.browse(), question["channel"])
                and row.purpose in (False, question["purpose"])
                and (
                    not row.product_category_id
                    or row.product_category_id.id in question["categories"]
                )
            ):
                return self.env._("Do not disturb: %(reason)s", reason=row.reason)
        return False

    @api.model
    def _judge_consent(self, partner, client, facts, question):
        if not client or question["purpose"] != "marketing":
            return self._judge_service_consent(client, facts, question)
        data = contact.last_word(
            facts["consents"][client.id, "personal_data"], None, []
        )
        if data and not data[4]:
            return self.env._("Consent to processing of personal data was withdrawn.")
        policy = question["policy"]
        if policy and not policy.is_consent_needed:
            return False
        last = self._get_last_word(client, facts, question)
        if not last:
            return self.env._("No consent to marketing. Ask the client for it.")
        if not last[4]:
            return self.env._(
                "Consent to marketing was withdrawn on %(date)s.",
                date=format_date(self.env, last[0].date()),
            )
        if last[5] and last[5] < facts["now"].date():
            return self.env._(
                "Consent to marketing ended on %(date)s.",
                date=format_date(self.env, last[5]),
            )
        return False

    @api.model
    def _judge_service_consent(self, client, facts, question):
        """Service messages go without consent, and stop when the client forbids them."""
        last = client and self._get_last_word(client, facts, question)
        if last and not last[4]:
            return self.env._("The client has forbidden service messages.")
        return False

    @api.model
    def _get_last_word(self, client, facts, question):
        return contact.last_word(
            facts["consents"][client.id, question["purpose"]],
            question["channel"].id,
            question["categories"],
        )

    @api.model
    def _judge_hours(self, partner, client, facts, question):
        policy = question["policy"]
        # a letter disturbs nobody at night: hours are asked where the policy has some
        if not policy or policy._is_round_the_clock():
            return False
        zone = pytz.timezone((client or partner)._get_contact_zone())
        moment = pytz.utc.localize(facts["now"]).astimezone(zone)
        hours, weekend = (client or partner)._get_contact_hours(policy)
        if contact.is_open(moment, hours, weekend):
            return False
        start, end = weekend if moment.weekday() >= contact.SATURDAY else hours
        return self.env._(
            "It is %(time)s where the client is; allowed from %(start)s to %(end)s.",
            time=moment.strftime("%H:%M"),
            start=contact.clock(start),
            end=contact.clock(end),
        )

    @api.model
    def _judge_limit(self, partner, client, facts, question):
        policy = question["policy"]
        if not policy:
            return False
        channel_id = question["channel"].id
        counted = {
            purpose
            for (purpose, channel), other in facts["policies"].items()
            if channel == channel_id and other.priority <= policy.priority
        }
        dates = [
            date
            for date, purpose in facts["contacts"].get((client.id, channel_id), ())
            if purpose in counted
        ]
        used = contact.used_limit(dates, policy._get_limits(), facts["now"])
        if not used:
            return False
        return self.env._(
            "The limit is used up: %(limit)s contacts in %(days)s days.",
            limit=used[1],
            days=contact.PERIODS[used[0]],
        )
