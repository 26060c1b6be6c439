# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries
from odoo.addons.base.models.ir_cron import IrCron

from .inquiry_common import InquiryCommon


@tagged("post_install", "-at_install")
class TestInquiryRouting(InquiryCommon):
    """To whom an inquiry goes, and why nobody has it."""

    def _push(self):
        with patch.object(IrCron, "_commit_progress", return_value=1.0):
            self.env["bank.queue"]._cron_push()

    def _away(self, *users):
        members = self.queue.member_ids
        members.filtered(lambda row: row.user_id in users).is_away = True

    def test_the_product_says_which_queue(self):
        self.assertEqual(self._note().queue_id, self.queue)

    def test_a_rule_says_it_by_product_and_city_before(self):
        queue = self.queue.copy({"name": "Loans in Orel", "branch_id": self.branch.id})
        rule = self.env["bank.routing.rule"].create(
            {
                "name": "Orel",
                "model": "bank.inquiry",
                "domain": f"[('product_id', '=', {self.product.id}), ('city', 'ilike', 'орел')]",
                "queue_id": queue.id,
            }
        )
        inquiry = self._submit()
        self.assertEqual((inquiry.queue_id, inquiry.routing_rule_id), (queue, rule))
        self.assertEqual(self._submit(city="Тверь").queue_id, self.queue)

    def test_a_queue_of_another_branch_does_not_get_it(self):
        self.queue.branch_id = self.other_branch
        inquiry = self._submit()
        self.assertFalse(inquiry.queue_id)
        self.assertTrue(inquiry.queue_problem)

    def test_the_clients_own_manager_gets_it_at_once(self):
        inquiry = self._submit(name="Сидорова Анна", phone="8 916 000-00-01")
        self.assertFalse(inquiry.user_id, "nobody is found without the phone")
        self.colleague_client.phone = "8 916 000-00-01"
        inquiry = self._submit(name="Сидорова Анна", phone="8 916 000-00-01")
        self.assertEqual(inquiry.user_id, self.colleague)

    def test_a_manager_who_is_away_or_full_does_not_get_his_own(self):
        values = {"name": "Щербаков Пётр Ильич", "phone": "8 916 123-45-67"}
        self.form.phone_limit = 9
        for _count in range(2):
            self.assertEqual(self._submit(**values).user_id, self.manager)
        self.assertFalse(self._submit(**values).user_id)

    def test_the_system_gives_by_capacity_and_presence(self):
        self.queue.mode = "push"
        self._away(self.colleague)
        inquiries = self.env["bank.inquiry"]
        for last in range(3):
            inquiries |= self._submit(phone=f"+7 903 765-43-0{last}")
        self._push()
        self.assertEqual(
            inquiries.mapped(lambda row: row.user_id.id),
            [self.manager.id] * 2 + [False],
        )
        left = inquiries[-1]
        self.assertIn("hold as much as they may: 2", left.queue_problem)
        self.queue.member_ids.write({"is_away": False})
        self._push()
        self.assertEqual(left.user_id, self.colleague)
        self.assertFalse(left.queue_problem)

    def test_what_nobody_can_take_is_listed_with_the_reason(self):
        self._away(self.manager, self.colleague)
        inquiry = self._submit()
        self.assertIn("Nobody of “Loans” is here now", inquiry.queue_problem)
        action = self.env.ref("bank_deals.bank_inquiry_action_stuck")
        found = self.env["bank.inquiry"].with_user(self.head)
        listed = found.search(
            action._get_action_dict()["domain"]
            and [
                ("state", "=", "new"),
                ("queue_problem", "!=", False),
            ]
        )
        self.assertIn(inquiry, listed)
        self.queue.member_ids.write({"is_away": False})
        self._push()
        self.assertFalse(inquiry.queue_problem)
        self.assertEqual(inquiry.state, "new", "whoever is there takes it himself")

    def test_an_empty_queue_says_so(self):
        self.queue.member_ids.unlink()
        self.assertIn("Nobody works in", self._submit().queue_problem)

    def test_nothing_is_lost_where_no_queue_is(self):
        self.category.referral_queue_id = False
        inquiry = self._submit()
        self.assertFalse(inquiry.queue_id)
        self.assertIn("No routing rule", inquiry.queue_problem)
        inquiry.with_user(self.head)._hand_over(self.queue, self.manager)
        self.assertEqual((inquiry.user_id, inquiry.state), (self.manager, "taken"))
        self.assertFalse(inquiry.queue_problem)

    def test_a_head_of_another_branch_hands_nothing_over(self):
        inquiry = self._submit()
        self.head.branch_ids = [Command.set(self.other_branch.ids)]
        with self.assertRaises(AccessError):
            inquiry.with_user(self.head)._hand_over(self.queue, self.manager)

    def test_many_cost_as_many_statements_as_few(self):
        """But for the rows themselves: a statement of each kind for every row."""

        def receive(count):
            values = [
                {
                    "contact_name": "Гость",
                    "phone": f"+7 903 111-22-{place:02}",
                    "product_id": self.product.id,
                    "form_id": self.form.id,
                    "channel_id": self.env.ref("bank_deals.bank_channel_site").id,
                }
                for place in range(count)
            ]
            inquiries = self.env["bank.inquiry"]
            return count_queries(self.env, lambda: inquiries._receive(values))

        receive(2)
        few, many = receive(2), receive(20)
        self.assertEqual(few, many)
