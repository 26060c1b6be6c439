# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .common import ResponseCommon


@tagged("post_install", "-at_install")
class TestMailingReply(ResponseCommon):
    """A reply to a mailing is an inquiry of its campaign, and its deal is too."""

    def _qualify(self, inquiry):
        inquiry.sudo().user_id = self.manager
        return inquiry.with_user(self.manager)._open_deal(self.client, {})

    def test_a_reply_is_an_inquiry_of_the_campaign(self):
        trace = self._mail()[self.client]
        letter = self._reply(trace)
        self.assertTrue(trace.reply_datetime)
        self.assertEqual(letter.trace_id, trace)
        inquiry = letter.inquiry_id
        self.assertEqual(inquiry.campaign_id, self.campaign)
        self.assertEqual(inquiry.source_id, trace.source_id)
        self.assertEqual(inquiry.partner_id, self.client)

    def test_its_deal_began_with_the_response(self):
        trace = self._mail()[self.client]
        deal = self._qualify(self._reply(trace).inquiry_id)
        self.assertEqual(deal.begun_from, trace)
        self.assertEqual(deal.campaign_id, self.campaign)
        # and the button on the response opens it
        self.assertEqual(self._begin(trace), deal)

    def test_a_deal_that_began_before_stays_the_one(self):
        trace = self._mail()[self.client]
        letter = self._reply(trace)
        first = self._begin(trace)
        second = self._qualify(letter.inquiry_id)
        self.assertEqual(first.begun_from, trace)
        self.assertFalse(second.begun_from)

    def test_the_response_of_another_client_is_not_his(self):
        trace = self._mail()[self.colleague_client]
        letter = self._reply(trace)
        deal = self._qualify(letter.inquiry_id)
        self.assertFalse(deal.begun_from)
        self.assertEqual(deal.campaign_id, self.campaign)

    def test_a_notice_of_absence_is_no_response(self):
        trace = self._mail()[self.client]
        for headers in (
            {"Auto_Submitted": "auto-replied"},
            {"Precedence": "auto_reply"},
        ):
            letter = self._reply(trace, text="I am on leave", **headers)
            self.assertEqual(letter.problem, "machine")
            self.assertFalse(trace.reply_datetime)
            self.assertNotEqual(trace.trace_status, "reply")
            self.assertFalse(trace.is_response)
        # what he writes himself is one, though his program names the header
        self._reply(trace, Auto_Submitted="no")
        self.assertTrue(trace.is_response)

    def test_a_letter_that_answers_nothing_is_the_mailboxs(self):
        self._mail()
        letter = self._hand_in()
        self.assertFalse(letter.trace_id)
        self.assertEqual(letter.inquiry_id.source_id, self.source)
