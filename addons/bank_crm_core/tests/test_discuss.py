# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tests import tagged

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestDiscuss(BankCoreCommon):
    """Colleagues discuss a client; the wall stands in Discuss, too."""

    def _open(self, user):
        action = self.client.with_user(user).action_discuss()
        name, _, channel_id = action["context"]["active_id"].partition("_")
        self.assertEqual(name, "discuss.channel")
        return self.env["discuss.channel"].browse(int(channel_id))

    def test_a_client_has_one_discussion(self):
        channel = self._open(self.manager)
        self.assertEqual(self._open(self.colleague), channel)
        self.assertEqual(
            channel.channel_partner_ids,
            (self.manager | self.colleague).partner_id,
        )
        channel.with_user(self.manager).message_post(body="Ready?")
        said = channel.with_user(self.colleague).message_ids.mapped("body")
        self.assertIn("Ready?", "".join(said))

    def test_who_may_not_see_the_client_does_not_get_there(self):
        channel = self._open(self.manager)
        with self.assertRaises(AccessError):
            self.client.with_user(self.stranger).action_discuss()
        for who in (self.stranger, self.employee):
            with self.assertRaises(AccessError):
                call_kw(
                    channel.browse().with_user(self.manager),
                    "add_members",
                    [channel.ids, who.partner_id.ids],
                    {},
                )
        self.assertFalse(channel.with_user(self.stranger).has_access("read"))
        call_kw(
            channel.browse().with_user(self.manager),
            "add_members",
            [channel.ids, self.head.partner_id.ids],
            {},
        )
        self.assertIn(self.head.partner_id, channel.channel_partner_ids)

    def test_a_task_lends_no_seat_in_the_discussion(self):
        channel = self._open(self.manager)
        task = "mail.mail_activity_data_todo"
        self.client.activity_schedule(task, user_id=self.stranger.id)
        self.assertTrue(self.client.with_user(self.stranger).has_access("read"))
        with self.assertRaises(AccessError):
            channel.with_user(self.manager).add_members(self.stranger.partner_id.ids)

    def test_who_moves_to_another_branch_loses_the_discussion(self):
        channel = self._open(self.colleague)
        self._open(self.manager)
        # one's own words stay one's own, as stock has it
        message = channel.with_user(self.manager).message_post(body="Secret word")
        self.colleague.branch_ids = self.other_branch
        self.env.invalidate_all()
        mine = channel.with_user(self.colleague)
        self.assertFalse(mine.has_access("read"))
        self.assertFalse(message.with_user(self.colleague).has_access("read"))
        found = self.env["mail.message"].with_user(self.colleague)
        self.assertFalse(found.search([("body", "ilike", "Secret word")]))
        with self.assertRaises(AccessError):
            mine.message_post(body="Still here")

    def test_a_thread_of_it_is_about_the_same_client(self):
        channel = self._open(self.manager)
        thread = channel.with_user(self.manager)._create_sub_channel(name="Rate")
        self.assertEqual(thread.client_id, self.client)
        with self.assertRaises(AccessError):
            thread._add_members(users=self.stranger)

    def test_whom_it_is_about_is_not_forged(self):
        channel = self._open(self.manager)
        for values in ({"client_id": False}, {"client_id": self.colleague_client.id}):
            with self.assertRaises(AccessError):
                channel.with_user(self.manager).write(values)
        channels = self.env["discuss.channel"].with_user(self.stranger)
        made = channels.with_context(default_client_id=self.client.id).create(
            {"name": "X", "channel_type": "group", "client_id": self.client.id}
        )
        self.assertFalse(made.client_id)
