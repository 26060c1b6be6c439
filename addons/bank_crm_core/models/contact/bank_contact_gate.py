# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from collections import defaultdict

import pytz

from odoo import api, models
from odoo.tools import format_date

from ...tools import contact

# which stock list of who wants nothing speaks of a channel
BLACKLISTS = {"email": "mail", "sms": "phone", "phone": "phone", "chat": "phone"}


class BankContactGate(models.AbstractModel):
    """May the bank contact these clients now, over a channel, for a purpose?

    Facts of all clients are read in a fixed number of queries as plain rows; each judge
    then takes all of them at once. The facts are read with the server's rights: a wall
    must not turn a "no" into a "yes".
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
        facts = self._read_facts(partners, now, channel)
        question = self._prepare_question(facts, channel, purpose, product)
        return self._judge(list(facts["people"].values()), facts, question)

    @api.model
    def _judge_in_turn(self, messages, channel, now=None):
        """Judge messages that leave in one run, one after the other.

        What passes counts for those after it: a limit of one lets one of two through.
        The number of queries depends neither on messages nor on their addressees.

        :param list messages: (partners, purpose, product or category) of each
        :return: for each message ``{partner_id: (kind, reason)}``
        """
        asked = defaultdict(list)
        for partners, purpose, about in messages:
            asked[purpose, about and (about._name, about.id)].append((partners, about))
        ids = dict.fromkeys(
            key for partners, *_rest in messages for key in partners.ids
        )
        facts = self._read_facts(self.env["res.partner"].browse(ids), now, channel)
        answers, questions = {}, {}
        for key, rows in asked.items():
            question = self._prepare_question(facts, channel, key[0], rows[0][1])
            questions[key] = question
            keys = dict.fromkeys(
                one for partners, _about in rows for one in partners.ids
            )
            people = [facts["people"][one] for one in keys]
            answers[key] = self._judge_apart(people, facts, question)
        return [
            self._judge_message(partners.ids, facts, questions[key], answers[key])
            for partners, purpose, about in messages
            for key in [(purpose, about and (about._name, about.id))]
        ]

    @api.model
    def _judge_message(self, ids, facts, question, known):
        """Join what is known of its addressees with what their limits say by now."""
        people = [facts["people"][key] for key in ids if key not in known]
        found = {key: known[key] for key in ids if key in known}
        if people and (limited := self._judge_limit(people, facts, question)):
            found.update({key: ("limit", reason) for key, reason in limited.items()})
        if question["is_counted"]:
            # one message to two contacts of a client is one contact with him
            reached = {row["client_id"] for row in people if row["id"] not in found}
            for client_id in reached - {None}:
                self._count(client_id, facts, question)
        return found

    @api.model
    def _count(self, client_id, facts, question):
        counts = facts["contacts"][client_id, question["channel"].id]
        purpose = question["purpose"]
        counts[purpose] = [count + 1 for count in counts.get(purpose, contact.NONE)]

    @api.model
    def _prepare_question(self, facts, code, purpose, product=None):
        channel = facts["channels"].get(code)
        if not channel:
            raise ValueError(f"Unknown channel: {code}")
        policy = facts["policies"].get((purpose, channel.id))
        of_channel = {
            purpose: other
            for (purpose, channel_id), other in facts["policies"].items()
            if channel_id == channel.id
        }
        return {
            "channel": channel,
            "purpose": purpose,
            "policy": policy,
            "categories": self._get_categories(product),
            # whose contacts use up the limits, and whether anybody has limits at all
            "counted": [
                purpose
                for purpose, other in of_channel.items()
                if policy and other.priority <= policy.priority
            ],
            "limits": policy._get_limits() if policy else {},
            "is_counted": any(
                limit
                for other in of_channel.values()
                for limit in other._get_limits().values()
            ),
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
        """Hook: methods ``(people, facts, question)`` under the kind of hindrance.

        Each returns ``{partner_id: reason}`` of the rows it objects to; the first that
        objects is heard. The limit is asked after them, message by message.
        """
        return {
            "blacklist": self._judge_blacklist,
            "suppression": self._judge_suppression,
            "consent": self._judge_consent,
            "hours": self._judge_hours,
        }

    @api.model
    def _judge_apart(self, people, facts, question):
        """Return what blocks them whatever else is sent; none of it for a duty."""
        answers = {}
        if question["purpose"] in dict(contact.UNBLOCKED):
            return answers
        for kind, judge in self._get_judges().items():
            found = judge(people, facts, question)
            answers.update({key: (kind, reason) for key, reason in found.items()})
            if found:
                people = [row for row in people if row["id"] not in found]
        return answers

    @api.model
    def _judge(self, people, facts, question):
        """Return ``{partner_id: (kind, reason)}`` of these rows of ``facts["people"]``."""
        answers = self._judge_apart(people, facts, question)
        people = [row for row in people if row["id"] not in answers]
        found = self._judge_limit(people, facts, question)
        return answers | {key: ("limit", reason) for key, reason in found.items()}

    # ------------------------------------------------------------ judges
    @api.model
    def _judge_blacklist(self, people, facts, question):
        kind = BLACKLISTS.get(question["channel"].code)
        reason = self.env._(
            "The address or number is on the list of those who want no messages."
        )
        refused = facts["blacklists"].get(kind, ())
        return {row["id"]: reason for row in people if row["id"] in refused}

    @api.model
    def _judge_suppression(self, people, facts, question):
        found = {}
        for row in people:
            for other in facts["suppressions"].get(row["client_id"], ()):
                if (
                    other["channel_id"] in (False, question["channel"].id)
                    and other["purpose"] in (False, question["purpose"])
                    and other["product_category_id"] in (False, *question["categories"])
                ):
                    found[row["id"]] = self.env._(
                        "Do not disturb: %(reason)s", reason=other["reason"]
                    )
                    break
        return found

    @api.model
    def _judge_consent(self, people, facts, question):
        judge, sentences, found = self._get_consent_judge(question), {}, {}
        for row in people:
            if problem := row["client_id"] and judge(row["client_id"], facts, question):
                if problem not in sentences:
                    sentences[problem] = self._word_consent(*problem)
                found[row["id"]] = sentences[problem]
        return found

    @api.model
    def _get_consent_judge(self, question):
        if question["purpose"] != "marketing":
            return self._find_service_problem
        policy = question["policy"]
        if policy and not policy.is_consent_needed:
            return self._find_data_problem
        return self._find_marketing_problem

    @api.model
    def _word_consent(self, problem, date):
        """Say what is wrong with the consent, once for all who have the same."""
        text = {
            "data": self.env._("Consent to processing of personal data was withdrawn."),
            "none": self.env._("No consent to marketing. Ask the client for it."),
            "service": self.env._("The client has forbidden service messages."),
        }.get(problem)
        if text:
            return text
        date = format_date(self.env, date)
        if problem == "withdrawn":
            return self.env._(
                "Consent to marketing was withdrawn on %(date)s.", date=date
            )
        return self.env._("Consent to marketing ended on %(date)s.", date=date)

    @api.model
    def _find_data_problem(self, client_id, facts, question):
        said = facts["consents"].get((client_id, "personal_data"))
        last = said and contact.last_word(said, None, [])
        return ("data", None) if last and not last[4] else None

    @api.model
    def _find_marketing_problem(self, client_id, facts, question):
        if problem := self._find_data_problem(client_id, facts, question):
            return problem
        last = self._get_last_word(client_id, facts, question)
        if not last:
            return "none", None
        if not last[4]:
            return "withdrawn", last[0].date()
        if last[5] and last[5] < facts["now"].date():
            return "ended", last[5]
        return None

    @api.model
    def _find_service_problem(self, client_id, facts, question):
        """Service messages go without consent, and stop when the client forbids them."""
        last = self._get_last_word(client_id, facts, question)
        return ("service", None) if last and not last[4] else None

    @api.model
    def _get_last_word(self, client_id, facts, question):
        said = facts["consents"].get((client_id, question["purpose"]))
        if not said:
            return None
        return contact.last_word(said, question["channel"].id, question["categories"])

    @api.model
    def _judge_hours(self, people, facts, question):
        policy = question["policy"]
        # a letter disturbs nobody at night: hours are asked where the policy has some
        if not policy or policy._is_round_the_clock():
            return {}
        # who has the same zone and hours is asked of one of them
        alike = defaultdict(list)
        for row in people:
            alike[row["hours_key"]].append(row)
        owners = self.env["res.partner"].sudo()
        owners = owners.browse([rows[0]["owner_id"] for rows in alike.values()])
        owners.fetch(owners._get_contact_hour_fields())
        found = {}
        for owner, rows in zip(owners, alike.values(), strict=True):
            if reason := self._get_hours_reason(owner, facts["now"], policy):
                found.update({row["id"]: reason for row in rows})
        return found

    @api.model
    def _get_hours_reason(self, owner, now, policy):
        zone = pytz.timezone(owner._get_contact_zone())
        moment = pytz.utc.localize(now).astimezone(zone)
        hours, weekend = owner._get_contact_hours(policy)
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
    def _judge_limit(self, people, facts, question):
        limits, counted = question["limits"], question["counted"]
        if not any(limits.values()):
            return {}
        found, channel_id = {}, question["channel"].id
        for row in people:
            counts = facts["contacts"].get((row["client_id"], channel_id))
            if used := counts and contact.used_limit(counts, counted, limits):
                found[row["id"]] = self.env._(
                    "The limit is used up: %(limit)s contacts in %(days)s days.",
                    limit=used[1],
                    days=contact.PERIODS[used[0]],
                )
        return found
