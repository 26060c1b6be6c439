# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import PAGE, ResponseCommon


@tagged("post_install", "-at_install")
class TestResponseSecurity(ResponseCommon):
    """Who reads responses, and what a dishonest employee tries."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.whole = cls._create_user(
            "whole", "bank_core_mass_mailing.group_mailing_whole_bank", cls.branch
        )

    def setUp(self):
        super().setUp()
        self.traces = self._mail(user=self.whole)
        for client in (self.client, self.other_client):
            self._click(self.traces[client])

    def _see(self, user):
        rows = self.env["mailing.trace"].with_user(user)
        return rows.search([("id", "in", [row.id for row in self.traces.values()])])

    def test_who_sells_reads_responses_of_his_branch_alone(self):
        self.assertEqual(self._see(self.manager), self.traces[self.client])
        self.assertEqual(self._see(self.stranger), self.traces[self.other_client])
        with self.assertRaises(AccessError):
            self._begin(self.traces[self.client], self.stranger)

    def test_whoever_mails_sees_those_without_an_answer_as_before(self):
        ours = self.traces[self.client] | self.traces[self.colleague_client]
        self.assertEqual(self._see(self.marketer), ours)
        self.manager.group_ids += self.env.ref("bank_crm_core.group_crm_marketer")
        self.assertEqual(self._see(self.manager), ours)
        self.assertEqual(len(self._see(self.auditor)), 3)

    def test_nobody_who_sells_makes_up_an_answer(self):
        silent = self.traces[self.colleague_client]
        answered = self.traces[self.client].with_user(self.manager)
        with self.assertRaises(AccessError):
            silent.with_user(self.manager).links_click_datetime = "2026-11-30 10:00:00"
        with self.assertRaises(AccessError):
            answered.write({"client_id": self.colleague_client.id})
        with self.assertRaises(AccessError):
            answered.unlink()
        with self.assertRaises(AccessError):
            silent.with_user(self.manager).action_begin_deal()

    def test_a_link_of_another_mailing_makes_no_response(self):
        """Anybody can write another number into the address of a link."""
        silent = self.traces[self.colleague_client]
        foreign = self._mail(user=self.whole, subject="Another mailing")
        link = self._find_link(foreign[self.client])
        self.assertNotEqual(link, self._find_link(silent))
        self._click(silent, link)
        self.assertFalse(silent.is_response)
        self.assertFalse(silent.clicked_links)
        self._click(silent)
        self.assertEqual(silent.clicked_links, PAGE)

    def test_a_foreign_link_neither_opens_a_bounced_mail_nor_counts_as_a_later_click(
        self,
    ):
        foreign = self._mail(user=self.whole, subject="Another mailing")
        link = self._find_link(foreign[self.client])
        bounced = self.traces[self.colleague_client]
        bounced.sudo().trace_status = "bounce"
        self._click(bounced, link)
        self.assertEqual(bounced.trace_status, "bounce")
        answered = self.traces[self.client]
        clicks = answered.links_click_ids
        before = answered.sudo().links_click_datetime = "2026-01-12 10:00:00"
        self._click(answered, link)
        self.assertEqual(answered.links_click_ids, clicks)
        self.assertEqual(str(answered.links_click_datetime), before)
        # whoever has followed it is counted for the link all the same
        self.assertEqual(link.count, 2)

    def test_what_a_letter_answers_is_not_named_by_hand(self):
        """Whoever takes letters down does not hang them on a response."""
        letter = self._hand_in()
        silent = self.traces[self.colleague_client]
        for user in (self.manager, self.marketer, self.administrator):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                letter.with_user(user).write({"trace_id": silent.id})
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                letter.with_user(user).create({"trace_id": silent.id})
        self.assertFalse(letter.trace_id)

    def test_the_callers_context_says_nothing_about_the_deal(self):
        trace = self.traces[self.client]
        forged = {
            "default_begun_from_id": self.traces[self.other_client].id,
            "default_won_status": "won",
            "default_stage_id": self.agreement.id,
            "default_partner_id": self.other_client.id,
            "default_user_id": self.head.id,
            "default_channel_id": self.env["bank.channel"].search([], limit=1).id,
        }
        deal = self._begin(trace.with_context(**forged))
        self.assertEqual(deal.begun_from, trace)
        self.assertEqual(deal.partner_id, self.client)
        self.assertEqual(deal.user_id, self.manager)
        self.assertEqual(deal.won_status, "pending")
        self.assertEqual(deal.channel_id.code, "email")

    def test_who_only_mails_begins_no_deal(self):
        with self.assertRaises(AccessError):
            self._begin(self.traces[self.client], self.marketer)

    def test_a_response_about_a_confidential_deal_is_not_told(self):
        deal = self._create_deal()
        deal._set_confidentiality("named", self.manager, "A sale of the company")
        trace = self.traces[self.client]
        trace.sudo().write({"model": "crm.lead", "res_id": deal.id})
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertIn(trace, self._see(self.manager))
        for user in (self.colleague, self.marketer):
            self.assertNotIn(trace, self._see(user))

    def test_the_button_is_for_who_sells(self):
        view = self.env.ref("bank_deals_mass_mailing.mailing_trace_view_form_response")
        for user, shown in ((self.manager, True), (self.marketer, False)):
            trace = self.traces[self.client].with_user(user)
            arch = trace.get_view(view.id, "form")["arch"]
            self.assertEqual("action_begin_deal" in arch, shown)

    def test_whoever_reads_a_response_is_in_the_read_log(self):
        trace = self.traces[self.client]
        self.assertTrue(trace._access_logged)
        self.assertEqual(trace._access_log_client, "client_id")
