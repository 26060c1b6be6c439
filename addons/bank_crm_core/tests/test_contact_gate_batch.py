# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from odoo.tests import freeze_time, tagged

from .common import BankCoreCommon

NOON = "2026-03-03 09:00:00"
NOW = datetime.fromisoformat(NOON)
WORLDS, CLIENTS = 12, 14
ZONES = [False, "Europe/Moscow", "Asia/Kamchatka", "America/New_York"]


@tagged("post_install", "-at_install")
@freeze_time(NOON)
class TestContactGateBatch(BankCoreCommon):
    """Whole mailings are judged at once, with the answers of one client at a time."""

    def setUp(self):
        super().setUp()
        self.channels = {
            code: self.env.ref(f"bank_crm_core.bank_channel_{code}")
            for code in ("email", "sms", "phone")
        }
        below = {"name": "Car", "code": "t_car", "parent_id": self.category.id}
        self.below = self.env["bank.product.category"].create(below)

    def _make_world(self, luck):
        """Return partners about whom chance has said whatever can be said."""
        partners = self.env["res.partner"]
        policies = self.env["bank.contact.policy"].search([])
        for policy in policies:
            policy.write(
                {
                    "priority": luck.choice([5, 10]),
                    "is_consent_needed": luck.random() < 0.7,
                    "limit_day": luck.choice([0, 0, 1]),
                    "limit_week": luck.choice([0, 2]),
                    "limit_month": luck.choice([0, 3]),
                }
            )
        for number in range(CLIENTS):
            client = self._create_client(f"Client {luck.random()}")
            client.write(self._draw_values(luck, number))
            self._say(luck, client)
            partners |= client
            if luck.random() < 0.3:
                values = {"name": "Accountant", "parent_id": client.id}
                partners |= partners.create(
                    {**values, **self._draw_values(luck, number)}
                )
        partners |= partners.create({"name": "No client", "tz": luck.choice(ZONES)})
        return partners

    def _draw_values(self, luck, number):
        start = luck.choice([0, 0, 8, 14])
        return {
            "tz": luck.choice(ZONES),
            "contact_hour_from": start,
            "contact_hour_to": start and start + 4,
            "email": luck.choice([False, f"c{number}@example.com"]),
            "phone": luck.choice([False, f"8 916 123-45-{number:02}"]),
        }

    def _say(self, luck, client):
        scope = {"channel_id": [False, *(one.id for one in self.channels.values())]}
        scope["product_category_id"] = [False, self.category.id, self.below.id]
        for _ in range(luck.randrange(5)):
            drawn = {name: luck.choice(values) for name, values in scope.items()}
            drawn["purpose"] = luck.choice(["marketing", "marketing", "service"])
            if luck.random() < 0.2:
                drawn = {"purpose": "personal_data"}
            self.env["bank.consent"]._enter(
                client,
                **drawn,
                state=luck.choice(["given", "given", "withdrawn"]),
                method="phone",
                recording="R",
                date=NOW - timedelta(days=luck.randrange(3)),
                date_expiry=luck.choice([False, "2026-03-02", "2026-03-03"]),
            )
        if luck.random() < 0.3:
            drawn = {name: luck.choice(values) for name, values in scope.items()}
            drawn["purpose"] = luck.choice([False, "marketing", "service"])
            values = {"partner_id": client.id, "reason": luck.choice("xy"), **drawn}
            self.env["bank.suppression"].create(values)
        for _ in range(luck.randrange(4)):
            client._log_interaction(
                channel=luck.choice(list(self.channels)),
                subject="x",
                direction=luck.choice(["in", "out", "out"]),
                purpose=luck.choice(["marketing", "service", "statutory"]),
                date=NOW - timedelta(hours=luck.choice([1, 25, 24 * 8, 24 * 31])),
            )
        if luck.random() < 0.1 and client.email:
            self.env["mail.blacklist"]._add([client.email])
        if luck.random() < 0.1 and client.phone:
            self.env["phone.blacklist"]._add([client._get_contact_number()])

    # ------------------------------------------------------------ by hand
    def _judge_by_hand(self, partner, code, purpose, about):
        """Return the kind of what blocks one partner, as the rules say it, in short."""
        client = partner._get_contact_client()
        policy = self.env["bank.contact.policy"].search(
            [("purpose", "=", purpose), ("channel_id.code", "=", code)]
        )
        topics = about.parent_path.split("/") if about else []

        def _covers(row):
            return row.channel_id.code in (False, code) and (
                not row.product_category_id or str(row.product_category_id.id) in topics
            )

        suppressions = client.suppression_ids.filtered(
            lambda row: _covers(row) and row.purpose in (False, purpose)
        )
        if self._is_refused(partner, code):
            return "blacklist"
        if suppressions:
            return "suppression"
        if self._is_consent_missing(client, policy, purpose, _covers):
            return "consent"
        if policy and not self._is_open(client or partner, policy):
            return "hours"
        return "limit" if policy and self._is_used_up(client, policy) else None

    def _is_refused(self, partner, code):
        if code == "email":
            domain = [("email", "=", partner.email_normalized or "-")]
            return bool(self.env["mail.blacklist"].search(domain))
        domain = [("number", "=", partner._get_contact_number() or "-")]
        return bool(self.env["phone.blacklist"].search(domain))

    def _is_consent_missing(self, client, policy, purpose, covers):
        def _last(what):
            return client.consent_ids.filtered(
                lambda row: row.purpose == what and covers(row)
            ).sorted(lambda row: (row.date, row.id))[-1:]

        if not client or purpose == "service":
            return _last(purpose).state == "withdrawn"
        of_data = client.consent_ids.filtered(
            lambda row: row.purpose == "personal_data"
        )
        if of_data.sorted(lambda row: (row.date, row.id))[-1:].state == "withdrawn":
            return True
        if policy and not policy.is_consent_needed:
            return False
        last = _last(purpose)
        ended = last.date_expiry and last.date_expiry < NOW.date()
        return last.state != "given" or bool(ended)

    def _is_open(self, owner, policy):
        if policy._is_round_the_clock():
            return True
        zone = owner.tz or self.env.company.partner_id.tz or "Europe/Moscow"
        hour = NOW.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone)).hour
        opened = policy.hour_from <= hour < policy.hour_to
        own = owner.contact_hour_from <= hour < owner.contact_hour_to
        return opened and (own or not owner.contact_hour_to)

    def _is_used_up(self, client, policy):
        before = self.env["bank.contact.policy"].search(
            [
                ("channel_id", "=", policy.channel_id.id),
                ("priority", "<=", policy.priority),
            ]
        )
        rows = self.env["bank.interaction"].search(
            [
                ("partner_id", "in", client.ids),
                ("channel_id", "=", policy.channel_id.id),
                ("direction", "=", "out"),
                ("purpose", "in", before.mapped("purpose")),
            ]
        )
        periods = {1: policy.limit_day, 7: policy.limit_week, 30: policy.limit_month}
        return any(
            limit and sum(row.date > NOW - timedelta(days) for row in rows) >= limit
            for days, limit in periods.items()
        )

    # ------------------------------------------------------------ tests
    def test_all_at_once_are_judged_as_each_alone(self):
        gate, kinds = self.env["bank.contact.gate"], set()
        for seed in range(WORLDS):
            luck = Random(seed)
            partners = self._make_world(luck)
            for code in self.channels:
                for purpose in ("marketing", "service"):
                    about = luck.choice([None, self.category, self.below])
                    found = gate._find_blockers(partners, code, purpose, about)
                    for one in partners:
                        asked = (seed, one.id, code, purpose)
                        alone = one._get_contact_blocker(code, purpose, about)
                        kind, reason = found.get(one.id, (None, False))
                        self.assertEqual(reason, alone, asked)
                        by_hand = self._judge_by_hand(one, code, purpose, about)
                        self.assertEqual(kind, by_hand, asked)
                        kinds.add(kind)
        # a world in which nothing is ever blocked for a reason tests nothing of it
        every = {None, "blacklist", "suppression", "consent", "hours", "limit"}
        self.assertEqual(kinds, every)

    def test_in_turn_is_one_after_the_other(self):
        gate, blocked = self.env["bank.contact.gate"], 0
        for seed in range(WORLDS):
            luck = Random(100 + seed)
            partners = self._make_world(luck)
            messages = [
                (
                    partners.browse(luck.sample(partners.ids, luck.choice([1, 1, 2]))),
                    luck.choice(["marketing", "service", "service", "statutory"]),
                    luck.choice([None, self.category, self.below]),
                )
                for _ in range(30)
            ]
            found = gate._judge_in_turn(messages, "sms")
            for (some, purpose, about), answers in zip(messages, found, strict=True):
                alone = gate._find_blockers(some, "sms", purpose, about)
                self.assertEqual(answers, alone, (seed, some.ids, purpose))
                blocked += sum(kind == "limit" for kind, _reason in alone.values())
                reached = some.filtered(lambda one, told=alone: one.id not in told)
                clients = self.env["res.partner"].union(
                    *(one._get_contact_client() for one in reached)
                )
                clients._log_interaction(
                    channel="sms", subject="x", direction="out", purpose=purpose
                )
        self.assertTrue(blocked)
