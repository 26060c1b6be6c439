# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import MailingCommon


@tagged("post_install", "-at_install")
class TestMailingWithdrawal(MailingCommon, HttpCase):
    """Unsubscribing is a withdrawal with its proof, by whichever door."""

    def _get_link(self, mailing, door, **values):
        token = mailing.sudo()._generate_mailing_recipient_token(
            self.client.id, "petr@example.com"
        )
        return f"/mailing/{mailing.id}/{door}", {
            "document_id": self.client.id,
            "email": "petr@example.com",
            "hash_token": token,
            **values,
        }

    def _assert_withdrawn(self, mailing):
        consent = self.client.consent_ids[0]
        self.assertEqual((consent.purpose, consent.state), ("marketing", "withdrawn"))
        self.assertEqual((consent.method, consent.channel_id.code), ("online", "email"))
        self.assertTrue(consent.ip_address)
        self.assertIn(mailing.subject, consent.note)
        suppression = self.client.suppression_ids
        self.assertEqual(
            (suppression.purpose, suppression.channel_id.code), ("marketing", "email")
        )
        self.assertEqual(self._create_mailing().gate_report["passing"], 1)

    def test_one_click_of_the_mail_program(self):
        mailing = self._create_mailing()
        url, values = self._get_link(mailing, "unsubscribe_oneclick")
        for _again in range(2):
            self.assertEqual(self.url_open(url, data=values).status_code, 200)
        self._assert_withdrawn(mailing)
        self.assertEqual(len(self.client.consent_ids), 2)

    def test_the_page_of_the_mailing(self):
        mailing = self._create_mailing()
        url, values = self._get_link(mailing, "unsubscribe")
        self.opener.get(self.base_url() + url, params=values, timeout=30)
        self._assert_withdrawn(mailing)

    def test_the_list_of_refusals_on_the_page(self):
        mailing = self._create_mailing()
        _url, values = self._get_link(mailing, "unsubscribe")
        answer = self.make_jsonrpc_request(
            "/mailing/blocklist/add", {"mailing_id": mailing.id, **values}
        )
        self.assertIs(answer, True)
        self._assert_withdrawn(mailing)

    def test_a_false_link_withdraws_nothing(self):
        mailing = self._create_mailing()
        url, values = self._get_link(mailing, "unsubscribe_oneclick", hash_token="no")
        with mute_logger("odoo.http"):
            self.assertNotEqual(self.url_open(url, data=values).status_code, 200)
        self.assertEqual(len(self.client.consent_ids), 1)
        self.assertFalse(self.client.suppression_ids)

    def test_who_leaves_a_list_is_a_client_all_the_same(self):
        contact = self.env["mailing.contact"].create({"email": "petr@example.com"})
        mailing_list = self.env["mailing.list"].create(
            {"name": "Seminar", "contact_ids": contact.ids}
        )
        mailing = self._create_mailing(
            mailing_model_id=self.env["ir.model"]._get_id("mailing.list"),
            contact_list_ids=mailing_list.ids,
        )
        url, values = self._get_link(mailing, "unsubscribe_oneclick")
        self.url_open(url, data=values)
        self.assertTrue(contact.subscription_ids.opt_out)
        self.assertEqual(self.client.consent_ids[0].state, "withdrawn")

    def test_of_service_mailings_the_topic_is_refused(self):
        mailing = self._create_mailing(
            self.env.user,
            contact_purpose="service",
            product_category_id=self.category.id,
        )
        url, values = self._get_link(mailing, "unsubscribe_oneclick")
        self.url_open(url, data=values)
        suppression = self.client.suppression_ids
        self.assertEqual(suppression.purpose, "service")
        self.assertEqual(suppression.product_category_id, self.category)
        # what he has allowed otherwise he has not spoken of
        self.assertEqual(self.client.consent_ids.state, "given")
        self.assertFalse(self.client._get_contact_blocker("email", "service"))
