# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import HttpCase, tagged

from .common import PETR, MassSmsCommon


@tagged("post_install", "-at_install")
class TestMassSmsWithdrawal(MassSmsCommon, HttpCase):
    """Who unsubscribes by the link of an SMS withdraws his consent, with the proof."""

    def _unsubscribe(self, mailing, code, number=PETR):
        url = f"{self.base_url()}/sms/{mailing.id}/unsubscribe/{code}"
        return self.opener.get(url, params={"sms_number": number}, timeout=30)

    def test_the_page_withdraws_the_consent(self):
        mailing = self._create_mailing(sms_allow_unsubscribe=True)
        self._send(mailing)
        trace = self._traces(mailing)[self.client]
        self.assertEqual(self._unsubscribe(mailing, trace.sms_code).status_code, 200)
        consent = self.client.consent_ids[0]
        self.assertEqual((consent.purpose, consent.state), ("marketing", "withdrawn"))
        self.assertEqual((consent.method, consent.channel_id.code), ("online", "sms"))
        self.assertEqual(self.client.suppression_ids.channel_id.code, "sms")
        self.assertTrue(self.client._get_contact_blocker("sms", "marketing"))
        # notices of his agreements go on: he is on no stock list of refusals
        self.assertFalse(self.client._get_contact_blocker("sms", "service"))
        self.assertFalse(self.client._get_contact_blocker("email", "marketing"))

    def test_a_false_link_withdraws_nothing(self):
        mailing = self._create_mailing(sms_allow_unsubscribe=True)
        self._send(mailing)
        trace = self._traces(mailing)[self.client]
        self._unsubscribe(mailing, "no!")
        self._unsubscribe(mailing, trace.sms_code, "+79160000000")
        self.assertEqual(self.client.consent_ids.state, "given")
        self.assertFalse(self.client.suppression_ids)
