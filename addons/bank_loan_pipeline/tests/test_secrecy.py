# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .common import BureauCommon, LoanCommon


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


@tagged("post_install", "-at_install")
class TestAnswerSecrecy(BureauCommon):
    """What a bureau has answered lies with the client, whom the branch serves."""

    def _sees(self, user, paper):
        self.env.invalidate_all()
        mine = paper.with_user(user)
        found = bool(mine.search([("id", "=", paper.id)]))
        self.assertEqual(found, mine.has_access("read"), user.login)
        version = paper.version_id.with_user(user)
        self.assertEqual(found, version.has_access("read"), user.login)
        return found

    def test_the_answer_as_it_came_does_not_betray_the_deal(self):
        reports = self.env["bank.credit.report"].with_user(self.manager)
        report = reports._ask(self.application, self.bureau, self._make_answer())
        paper = report.sudo().document_id
        passport = self.env["bank.document"].create(
            {
                "name": "Passport",
                "res_model": "res.partner",
                "res_id": self.client.id,
                "type_id": paper.type_id.id,
            }
        )
        self.assertTrue(self._sees(self.underwriter, paper))
        self.deal.with_user(self.manager)._set_confidentiality(
            "named", self.env["res.users"], "The owner asked us to keep it quiet"
        )
        self.assertFalse(self._sees(self.underwriter, paper))
        self.assertTrue(self._sees(self.auditor, paper))
        mine = passport.with_user(self.underwriter)
        self.assertTrue(mine.has_access("read"))
        self._send(self.application)
        self.assertTrue(self._sees(self.underwriter, paper))
