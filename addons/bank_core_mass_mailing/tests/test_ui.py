# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import MailingCommon


@tagged("post_install", "-at_install")
class TestMailingUi(MailingCommon, TourCase):
    """The marketer's way in a browser, in Russian."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        cls.env["ir.module.module"].search(
            [
                (
                    "name",
                    "in",
                    ["bank_crm_core", "bank_core_mass_mailing", "mass_mailing"],
                )
            ]
        )._update_translations(["ru_RU"])
        cls.marketer.lang = "ru_RU"

    def test_marketer_mails_a_segment_past_who_has_not_consented(self):
        silent = self._create_client("Щербаков Пётр Ильич", email="no@example.com")
        segments = self.env["bank.segment"].with_user(self.marketer)
        segment = segments.create({"name": "Вкладчики", "kind": "fixed"})
        segment._add_clients((silent | self.colleague_client).with_user(self.marketer))
        mailing = self._create_mailing(
            subject="Вклад под 15 %", body_arch="<p>Приходите</p>"
        )
        path = "/odoo/action-mass_mailing.mailing_mailing_action_mail"
        self.start_tour(path, "bank_mailing_segment", login=self.marketer.login)
        self.assertEqual((mailing.state, mailing.segment_id), ("in_queue", segment))
        self.assertEqual(mailing.sender_id, self.marketer)
        self.assertEqual(len(self._run_queue()), 1)
        self.assertEqual(self._traces(mailing)[silent].failure_type, "bank_gate")
        self.start_tour(path, "bank_mailing_traces", login=self.marketer.login)
