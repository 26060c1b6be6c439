# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from ast import literal_eval

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import PAGE, ResponseCommon


@tagged("post_install", "-at_install")
class TestMailingResponse(ResponseCommon):
    """Whoever clicks in a mailing is a client to sell to; each shows the other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.subject = "Deposit at 15 %"

    def test_a_click_becomes_a_deal_of_the_campaign(self):
        trace = self._mail()[self.client]
        self._click(trace)
        deal = self._begin(trace)
        mailing = trace.mass_mailing_id
        self.assertEqual(deal.partner_id, self.client)
        self.assertEqual(deal.user_id, self.manager)
        self.assertEqual(deal.channel_id.code, "email")
        self.assertEqual(deal.campaign_id, self.campaign)
        self.assertEqual(deal.source_id, mailing.source_id)
        self.assertEqual(deal.medium_id, mailing.medium_id)
        self.assertIn(self.subject, deal.name)
        self.assertIn(PAGE, deal.description)

    def test_the_response_and_the_deal_show_each_other(self):
        trace = self._mail()[self.client]
        self._click(trace)
        deal = self._begin(trace)
        self.assertEqual(deal.begun_from, trace)
        self.assertEqual(deal.begun_from.display_name, f"Response to “{self.subject}”")
        seen = trace.with_user(self.manager)
        self.assertEqual(seen.begun_deal_count, 1)
        action = seen.action_open_begun_deals()
        found = self.env["crm.lead"].with_context(**action["context"])
        self.assertEqual(found.search(action["domain"]), deal)
        self.assertEqual(self._begin(trace), deal)

    def test_channel_and_campaign_reach_the_agreement(self):
        trace = self._mail()[self.client]
        self._click(trace)
        deal = self._begin(trace)
        deal.product_id = self.product
        agreement = self._win(deal).agreement_ids.sudo()
        self.assertEqual(agreement.campaign_id, self.campaign)
        self.assertEqual(agreement.channel_id.code, "email")
        # stock counts the deals of a mailing by its source
        self.assertEqual(trace.mass_mailing_id.crm_lead_count, 1)

    def test_a_short_link_made_by_hand_counts_where_it_stands_in_the_mailing(self):
        tracker = self.env["link.tracker"].create({"url": f"{PAGE}/by-hand"})
        trace = self._mail(body=f'<a href="{tracker.short_url}">Loans</a>')[self.client]
        other = self._mail(subject="Without it")[self.client]
        for mail in (trace, other):
            self._click(mail, tracker)
        self.assertTrue(trace.is_response)
        self.assertIn("by-hand", trace.clicked_links)
        self.assertFalse(other.is_response)

    def test_a_mailing_whose_source_is_changed_keeps_its_links(self):
        trace = self._mail()[self.client]
        source = self.env["utm.source"].create({"name": "Another"})
        trace.mass_mailing_id.sudo().source_id = source
        self._click(trace)
        self.assertTrue(trace.is_response)

    def test_who_has_not_answered_begins_nothing(self):
        trace = self._mail()[self.client]
        with self.assertRaisesRegex(UserError, "neither followed a link"):
            self._begin(trace, self.env.user)
        self.assertFalse(trace.is_response)

    def test_a_test_of_a_mailing_is_no_response(self):
        trace = self._answered(self._mail()[self.client])
        self.assertTrue(trace.is_response)
        trace.sudo().is_test_trace = True
        self.assertFalse(trace.is_response)
        self.assertFalse(trace.with_user(self.manager).has_access("read"))

    def test_whom_nobody_has_called_is_found(self):
        traces = self._mail()
        answered = [traces[self.client], traces[self.colleague_client]]
        for trace in answered:
            self._click(trace)
        self._begin(answered[0])
        rows = self.env["mailing.trace"].with_user(self.manager)
        open_ = rows.search([("is_taken_up", "=", False)])
        self.assertEqual(open_, answered[1])
        self.assertEqual(rows.search([("is_taken_up", "=", True)]), answered[0])
        self.assertTrue(answered[0].is_taken_up)
        self.assertFalse(answered[1].is_taken_up)

    def test_the_list_of_responses_holds_them_alone(self):
        traces = self._mail()
        self._click(traces[self.client])
        action = self.env.ref("bank_deals_mass_mailing.mailing_trace_action_response")
        rows = self.env["mailing.trace"].search(literal_eval(action.domain.strip()))
        self.assertEqual(rows, traces[self.client])
