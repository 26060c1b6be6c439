# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestHandover(DealCommon):
    def test_open_deals_and_their_tasks_go_along_with_the_client(self):
        deal = self._create_deal()
        won = self._win(self._create_deal())
        task = deal.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.manager.id
        )
        document = (
            self.env["bank.handover"]
            .with_user(self.head)
            .create(
                {
                    "from_user_id": self.manager.id,
                    "target_ids": [(0, 0, {"user_id": self.colleague.id})],
                }
            )
        )
        document.action_distribute()
        document.action_hand_over()
        self.assertEqual(self.client.manager_id, self.colleague)
        self.assertEqual(deal.user_id, self.colleague)
        self.assertEqual(task.user_id, self.colleague)
        self.assertEqual(won.user_id, self.manager)
