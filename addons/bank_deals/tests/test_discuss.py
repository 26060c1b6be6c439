# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestDealDiscuss(DealCommon):
    """Colleagues discuss a deal; the wall of its client stands in Discuss, too."""

    def _open(self, deal, user=None):
        action = deal.with_user(user or self.manager).action_discuss()
        channel_id = int(action["context"]["active_id"].split("_")[1])
        return self.env["discuss.channel"].browse(channel_id)

    def test_a_deal_has_one_discussion_apart_from_its_clients(self):
        deal = self._create_deal()
        channel = self._open(deal)
        self.assertEqual(self._open(deal, self.head), channel)
        self.assertEqual((channel.deal_id, channel.client_id), (deal, self.client))
        own = self.client.with_user(self.manager).action_discuss()
        self.assertNotEqual(
            own["context"]["active_id"], f"discuss.channel_{channel.id}"
        )
        again = self.client.with_user(self.manager).action_discuss()
        self.assertEqual(own, again)

    def test_who_may_not_see_the_client_does_not_get_there(self):
        deal = self._create_deal()
        channel = self._open(deal)
        with self.assertRaises(AccessError):
            self._open(deal, self.stranger)
        for who in (self.stranger, self.employee):
            with self.assertRaises(AccessError):
                call_kw(
                    channel.browse().with_user(self.manager),
                    "add_members",
                    [channel.ids, who.partner_id.ids],
                    {},
                )
        self.assertFalse(channel.with_user(self.stranger).has_access("read"))

    def test_who_moves_to_another_branch_loses_the_discussion(self):
        deal = self._create_deal()
        channel = self._open(deal)
        self._open(deal, self.head)
        message = channel.with_user(self.manager).message_post(body="Secret rate")
        self.head.branch_ids = self.other_branch
        self.env.invalidate_all()
        self.assertFalse(channel.with_user(self.head).has_access("read"))
        found = self.env["mail.message"].with_user(self.head)
        self.assertFalse(found.search([("body", "ilike", "Secret rate")]))
        self.assertFalse(message.with_user(self.head).has_access("read"))
        with self.assertRaises(AccessError):
            channel.with_user(self.head).message_post(body="Still here")

    def test_a_thread_of_it_is_about_the_same_deal(self):
        deal = self._create_deal()
        thread = self._open(deal).with_user(self.manager)
        thread = thread._create_sub_channel(name="Rate")
        self.assertEqual((thread.deal_id, thread.client_id), (deal, self.client))
        with self.assertRaises(AccessError):
            thread._add_members(users=self.stranger)

    def test_the_wall_moves_with_the_client_of_the_deal(self):
        deal = self._create_deal()
        channel = self._open(deal)
        self.assertEqual(channel.client_branch_id, self.branch)
        # the machine's own change, as a merge of clients makes it
        deal.sudo().partner_id = self.other_client
        self.assertEqual(channel.client_branch_id, self.other_branch)
        self.env.invalidate_all()
        self.assertFalse(channel.with_user(self.manager).has_access("read"))

    def test_which_deal_it_is_about_is_not_forged(self):
        deal = self._create_deal()
        channel = self._open(deal)
        with self.assertRaises(AccessError):
            channel.with_user(self.manager).write({"deal_id": False})
        channels = self.env["discuss.channel"].with_user(self.stranger)
        made = channels.with_context(default_deal_id=deal.id).create(
            {"name": "X", "channel_type": "group", "deal_id": deal.id}
        )
        self.assertFalse(made.deal_id)
        # nor passed on by who reads it by a task alone
        deal.activity_schedule("mail.mail_activity_data_todo", user_id=self.stranger.id)
        with self.assertRaises(AccessError):
            self._open(deal, self.stranger)

    def test_a_deal_of_nobody_is_not_discussed(self):
        deal = self._create_deal(partner_id=False)
        with self.assertRaises(UserError):
            deal.action_discuss()
