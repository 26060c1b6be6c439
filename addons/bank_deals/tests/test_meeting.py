# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestDealMeeting(DealCommon):
    def test_a_meeting_is_about_several_deals(self):
        deals = self._create_deal() | self._create_deal()
        dialogs = self.env["bank.meeting.note"].with_user(self.manager)
        values = {"partner_id": self.client.id, "subject": "Visit"}
        dialogs.create({**values, "deal_ids": [Command.set(deals.ids)]}).action_save()
        self.assertEqual(self.client.interaction_ids.deal_ids, deals)
        foreign = self._create_deal(
            user=self.colleague, partner_id=self.colleague_client.id
        )
        with self.assertRaises(UserError):
            dialogs.create(
                {**values, "deal_ids": [Command.set(foreign.ids)]}
            ).action_save()
