# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import tagged

from .common import BankCoreCommon

# stock models that an employee reads and that lead to a partner, without a rule on the
# branch: what keeps or need not keep them behind the wall
REVIEWED = {
    "res.company": "a company is no client",
    "res.users": "a user is no client",
    "res.partner.category": "a tag; its partners are read as partners",
    "res.role": "of users",
    "res.users.settings.volumes": "of users",
    "mail.activity": "read with its document",
    "mail.message": "read with its document, or by whom it was sent to",
    "mail.message.reaction": "read with its message",
    "mail.scheduled.message": "read with its document",
    "mail.template": "a text; its addressees are placeholders",
    "mail.guest": "of channels",
    "mail.canned.response": "of users",
    "discuss.channel": "read by its members",
    "discuss.channel.member": "read by the members of its channel",
    "discuss.channel.rtc.session": "read by the members of its channel",
    "discuss.call.history": "read by the members of its channel",
    "calendar.filters": "whose calendar a user has chosen to see; the name is the partner's",
    "calendar.alarm": "of no partner",
    "ir.attachment": "read with its document",
}


@tagged("post_install", "-at_install")
class TestWallStock(BankCoreCommon):
    """What the stock product keeps about a client, asked by a manager elsewhere."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.other_client
        cls.other.email = "leak@example.com"
        cls.contact = cls.env["res.partner"].create(
            {"name": "Leaking Contact", "parent_id": cls.other.id}
        )

    def _call(self, model, method, *args, user=None, **kwargs):
        records = self.env[model].with_user(user or self.manager)
        return call_kw(records, method, list(args), kwargs)

    def _assert_hidden(self, record, field, user=None):
        """Neither found, nor counted, nor grouped, nor read by its id."""
        domain = [("id", "in", record.ids)]
        name = record._name
        self.assertFalse(self._call(name, "search", domain, user=user), name)
        self.assertFalse(self._call(name, "search_count", domain, user=user), name)
        found = self._call(name, "search_read", domain, [field], user=user)
        self.assertFalse(found, name)
        with self.assertRaises(AccessError, msg=name):
            self._call(name, "read", record.ids, [field], user=user)

    def _assert_shown(self, record, field, user):
        found = self._call(record._name, "read", record.ids, [field], user=user)
        self.assertEqual(len(found), len(record), (record._name, user.login))

    def test_account_numbers(self):
        numbers = self.env["res.partner.bank"].create(
            [
                {"acc_number": f"4081781000000000000{number}", "partner_id": owner.id}
                for number, owner in enumerate((self.other, self.contact))
            ]
        )
        for user in (self.manager, self.employee, self.administrator):
            for number in numbers:
                self._assert_hidden(number, "acc_number", user=user)
        self._assert_shown(numbers, "acc_number", self.stranger)
        self._assert_shown(numbers, "acc_number", self.auditor)
        own = self.env["res.partner.bank"].create(
            [
                {"acc_number": "30101", "partner_id": self.env.company.partner_id.id},
                {"acc_number": "40817", "partner_id": self.employee.partner_id.id},
            ]
        )
        for user in (self.manager, self.employee, self.administrator):
            self._assert_shown(own, "acc_number", user)

    def test_account_numbers_are_changed_by_the_manager_only(self):
        rights = self.env.ref("base.group_partner_manager")
        for user in (self.manager, self.colleague, self.head):
            user.group_ids += rights
        number = self.env["res.partner.bank"].create(
            {"acc_number": "40817810", "partner_id": self.client.id}
        )
        for user, allowed in (
            (self.manager, True),
            (self.head, True),
            (self.colleague, False),
        ):
            can = number.with_user(user).has_access("write")
            self.assertEqual(can, allowed, user.login)
        for vals in (
            {"acc_number": "1", "partner_id": self.colleague_client.id},
            {"acc_number": "2", "partner_id": self.other.id},
        ):
            with self.assertRaises(AccessError):
                self._call("res.partner.bank", "create", [vals])
        phone = self.client.phone_ids[:1]
        for record in (number, phone):
            for owner in (self.other, self.colleague_client):
                with self.assertRaises(AccessError, msg=record._name):
                    vals = {"partner_id": owner.id}
                    self._call(record._name, "write", record.ids, vals)

    def test_events(self):
        event = self.env["calendar.event"].create(
            {
                "name": "Meeting with Leaking Client",
                "start": "2026-03-02 09:00:00",
                "stop": "2026-03-02 10:00:00",
                "user_id": self.stranger.id,
                "partner_ids": [
                    Command.set((self.stranger.partner_id | self.other).ids)
                ],
            }
        )
        attendee = event.attendee_ids.filtered(lambda row: row.partner_id == self.other)
        for user in (self.manager, self.employee):
            self._assert_hidden(event, "name", user=user)
            self._assert_hidden(attendee, "email", user=user)
        for user in (self.stranger, self.auditor):
            self._assert_shown(event, "name", user)
            self._assert_shown(attendee, "email", user)
        # who is invited sees with whom
        event.partner_ids += self.employee.partner_id
        self._assert_shown(event, "name", self.employee)
        self._assert_shown(attendee, "email", self.employee)
        # a meeting of colleagues is nobody's secret
        event.partner_ids -= self.other
        self._assert_shown(event, "name", self.manager)

    def test_followers(self):
        note = self.env["res.partner"].create({"name": "Supplier"})
        note.message_subscribe(
            partner_ids=[self.other.id, self.colleague.partner_id.id]
        )
        follower = note.message_follower_ids.filtered(
            lambda row: row.partner_id == self.other
        )
        self._assert_hidden(follower, "email")
        self._assert_shown(follower, "email", self.stranger)
        seen = note.with_user(self.manager).message_follower_ids.partner_id
        self.assertEqual(seen, self.colleague.partner_id)

    def test_notifications(self):
        message = self.other.message_post(
            body="Secret", author_id=self.stranger.partner_id.id
        )
        values = {"mail_message_id": message.id, "notification_type": "email"}
        rows = self.env["mail.notification"].create(
            [
                {**values, "res_partner_id": self.other.id},
                {
                    **values,
                    "mail_email_address": "leak@example.com",
                    "author_id": self.stranger.partner_id.id,
                },
            ]
        )
        for row in rows:
            self._assert_hidden(row, "mail_email_address")
            self._assert_shown(row, "mail_email_address", self.stranger)

    def test_papers_and_plans_of_a_client(self):
        attachment = self.env["ir.attachment"].create(
            {
                "name": "passport.txt",
                "raw": b"secret",
                "res_model": "res.partner",
                "res_id": self.other.id,
            }
        )
        self._assert_hidden(attachment, "datas")
        planned = self.env["mail.scheduled.message"].create(
            {
                "model": "res.partner",
                "res_id": self.other.id,
                "body": "Secret",
                "author_id": self.stranger.partner_id.id,
                "scheduled_date": "2030-01-01 00:00:00",
            }
        )
        self._assert_hidden(planned, "body")

    def test_messages_are_not_searched_for_what_they_say(self):
        self.other.message_post(body="Peculiar word xyzzy")
        found = self._call("mail.message", "search", [("body", "ilike", "xyzzy")])
        self.assertFalse(found)

    def test_suggestions_and_addresses(self):
        for word in ("leak@example.com", self.other.name, self.contact.name):
            found = self._call("res.partner", "get_mention_suggestions", word)
            ids = [row["id"] for row in found.get("res.partner", ())]
            self.assertFalse({self.other.id, self.contact.id} & set(ids), word)
        found = self.client.with_user(self.manager)._partner_find_from_emails_single(
            ["leak@example.com"], no_create=True
        )
        self.assertFalse(found)

    def test_lists_of_who_wants_no_calls_are_for_administrators(self):
        for model in ("phone.blacklist", "mail.blacklist"):
            with self.assertRaises(AccessError):
                self._call(model, "search_read", [], [])

    def test_merging_partners_is_no_way_in(self):
        with self.assertRaises(AccessError):
            self._call("base.partner.merge.automatic.wizard", "create", [{}])

    def test_every_stock_model_that_leads_to_a_partner_is_walled_or_reviewed(self):
        rules = self.env["ir.rule"].search([("groups", "=", False)])
        walled = {
            rule.model_id.model
            for rule in rules
            if "client_branch_ids" in (rule.domain_force or "") and rule.perm_read
        }
        open_models = {
            name
            for name in self.env.registry
            if self._leads_to_a_partner(name)
            and name not in walled
            and not name.startswith(("bank.", "test.bank."))
            and self.env[name].with_user(self.manager).has_access("read")
        }
        self.assertFalse(open_models - REVIEWED.keys())

    def _leads_to_a_partner(self, name):
        model = self.env[name]
        if model._abstract or model._transient:
            return False
        return any(
            field.comodel_name == "res.partner" and field.store
            for field in model._fields.values()
            if field.relational and field.type != "one2many"
        )
