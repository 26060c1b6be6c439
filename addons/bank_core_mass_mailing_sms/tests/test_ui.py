# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import MassSmsCommon


@tagged("post_install", "-at_install")
class TestMassSmsUi(MassSmsCommon, TourCase):
    """The marketer's way in a browser, in Russian."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        names = [
            "bank_crm_core",
            "bank_core_mass_mailing",
            "bank_core_mass_mailing_sms",
            "mass_mailing",
            "mass_mailing_sms",
        ]
        cls.env["ir.module.module"].search(
            [("name", "in", names)]
        )._update_translations(["ru_RU"])
        cls.marketer.lang = "ru_RU"

    def test_marketer_sends_sms_to_a_segment_past_who_has_not_consented(self):
        silent = self._create_client("Щербаков Пётр Ильич", phone="+7 916 000-11-22")
        segments = self.env["bank.segment"].with_user(self.marketer)
        segment = segments.create({"name": "Вкладчики", "kind": "fixed"})
        segment._add_clients((silent | self.colleague_client).with_user(self.marketer))
        mailing = self._create_mailing(subject="Вклад под 15 %")
        path = "/odoo/action-mass_mailing_sms.mailing_mailing_action_sms"
        self.start_tour(path, "bank_mass_sms_segment", login=self.marketer.login)
        self.assertEqual((mailing.state, mailing.segment_id), ("in_queue", segment))
        self.assertEqual(len(self._run_queue()), 1)
        self.assertEqual(self._traces(mailing)[silent].failure_type, "bank_gate")
        self.start_tour(path, "bank_mass_sms_traces", login=self.marketer.login)
