# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import importlib.util
from datetime import date

from odoo.tests import freeze_time, tagged
from odoo.tools import file_path

from odoo.addons.bank_crm_core.tests.common import BankCoreCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-03 09:00:00")
class TestSmsWording(BankCoreCommon):
    """What a client who reads Russian finds in the SMS of each event."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # where English is not in use, what is said in Russian is the source too
        for lang in ("en_US", "ru_RU"):
            cls.env["res.lang"]._activate_lang(lang)
        cls.modules = cls.env["ir.module.module"].search(
            [("name", "in", ["bank_base", "bank_crm_core", "bank_core_sms"])]
        )
        cls.modules._update_translations(["ru_RU"])
        cls.client.lang = "ru_RU"
        cls.agreement = cls._create_agreement(date_end=date(2026, 3, 20), number="Д-17")

    def _read(self, event, subject=False, date_due="2026-03-20"):
        """Return the SMS about an event as the client gets it."""
        kind = self.env["bank.obligation.kind"].search(
            [("event", "=", event)], limit=1, order="id"
        )
        duty = self.env["bank.obligation"].create(
            {
                "kind_id": kind.id,
                "partner_id": self.client.id,
                "agreement_id": self.agreement.id,
                "subject": subject,
                "date_due": date_due,
            }
        )
        template = self.env.ref(f"bank_core_sms.sms_template_{event}")
        body = template._render_field("body", duty.ids, compute_lang=True)[duty.id]
        return body.replace("\xa0", " ")

    def test_each_event_has_an_sms_of_its_own(self):
        for event, text in (
            ("agreement_expiry", "Договор Д-17 заканчивается 20.03.2026."),
            ("identity_expiry", "личность, действителен до 20.03.2026."),
            ("licence_expiry", "лицензия АК-77 действует до 20.03.2026."),
            ("document_expiry", "АК-77: действует до 20.03.2026."),
            ("tariff_unpaid", "по договору Д-17 со сроком 20.03.2026 не уплачена"),
        ):
            self.assertIn(text, self._read(event, subject="АК-77"))

    def test_changed_terms_are_named_before_and_after(self):
        self.agreement.sudo().write({"rate": 14, "date_end": date(2027, 1, 15)})
        text = self._read("changed_terms", date_due="2026-03-04")
        self.assertIn("Изменились условия договора Д-17.", text)
        self.assertIn("Ставка: 12,50 % → 14,00 %, с 03.03.2026", text)
        self.assertIn("Окончание: 20.03.2026 → 15.01.2027", text)

    def test_an_update_brings_words_that_nobody_has_changed(self):
        path = "bank_core_sms/migrations/19.0.1.1.0/post-letters.py"
        spec = importlib.util.spec_from_file_location("letters", file_path(path))
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        template = self.env.ref("bank_core_sms.sms_template_changed_terms")
        earlier = script.EARLIER["sms_template_changed_terms"]["body"][0]
        for lang, text in earlier.items():
            template.with_context(lang=lang).body = text
        script.migrate(self.cr, "19.0.1.0.0")
        self.modules._update_translations(["ru_RU"])
        template.invalidate_recordset()
        for lang in ("en_US", "ru_RU"):
            body = template.with_context(lang=lang).body
            self.assertIn("object.term_changes", body)
            self.assertNotIn("object.agreement_id.rate", body)
        self.assertIn("Изменились", body)
