# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .common import LoanCommon


@tagged("post_install", "-at_install")
class TestApplicationSecrecy(LoanCommon):
    """The application of a confidential deal is as closed as the deal."""

    def _sees(self, user, record):
        self.env.invalidate_all()
        return bool(record.with_user(user).search([("id", "=", record.id)]))

    def test_it_is_closed_with_its_deal_and_lent_by_its_task(self):
        reader = self._create_user(
            "reader", "bank_crm_core.group_crm_client_reader", self.branch
        )
        application = self._create_application()
        contact = self.client._log_interaction(
            channel="phone", subject="Papers", source=application
        )
        for record in (application, contact):
            self.assertTrue(self._sees(reader, record))
        self.deal.with_user(self.manager)._set_confidentiality(
            "named", self.env["res.users"], "The owner asked us to keep it quiet"
        )
        for record in (application, contact):
            self.assertFalse(self._sees(reader, record))
            self.assertTrue(self._sees(self.manager, record))
        self.assertFalse(self._sees(self.underwriter, application))
        self._send(application)
        self.assertTrue(self._sees(self.underwriter, application))
        self._decide(application)
        self.assertEqual(application.approval_state, "approved")

    def test_what_is_written_on_it_reaches_no_stranger(self):
        reader = self._create_user(
            "reader", "bank_crm_core.group_crm_client_reader", self.branch
        )
        application = self._create_application()
        followers = (reader | self.manager).partner_id
        application.message_subscribe(followers.ids)
        self.deal.with_user(self.manager)._set_confidentiality(
            "named", self.env["res.users"], "The owner asked us to keep it quiet"
        )
        self.assertNotIn(reader.partner_id, application.message_partner_ids)
        application.message_subscribe(followers.ids)
        self.assertEqual(application.message_partner_ids, self.manager.partner_id)
        self._send(application)
        approval = application.sudo().approval_id
        approval.message_subscribe((reader | self.underwriter).partner_id.ids)
        self.assertIn(self.underwriter.partner_id, approval.message_partner_ids)
        self.assertNotIn(reader.partner_id, approval.message_partner_ids)
        self._decide(application)
        message = application.message_post(
            body="In May", subtype_xmlid="mail.mt_comment"
        )
        self.assertNotIn(reader.partner_id, message.sudo().notified_partner_ids)
