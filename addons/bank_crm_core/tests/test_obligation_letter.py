# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import importlib.util
from datetime import date
from unittest.mock import patch

from odoo.tests import freeze_time, tagged
from odoo.tools import file_path, format_amount, html2plaintext

from odoo.addons.base.models.ir_cron import IrCron

from .common import BankCoreCommon

SHIPPED = "odoo.addons.bank_base.tools.shipped"
OWN = "<p>Words of the bank's own.</p>"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-03 09:00:00")
class TestObligationLetter(BankCoreCommon):
    """What a client who reads Russian finds in the letter of each event."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # where English is not in use, what is said in Russian is the source too
        for lang in ("en_US", "ru_RU"):
            cls.env["res.lang"]._activate_lang(lang)
        cls.modules = cls.env["ir.module.module"].search(
            [("name", "in", ["bank_base", "bank_crm_core"])]
        )
        cls.modules._update_translations(["ru_RU"])
        cls.client.lang = "ru_RU"
        cls.env["bank.obligation.kind"].search([]).template_id = False
        cls.agreement = cls._create_agreement(
            date_end=date(2026, 3, 20), arrears=5, number="Д-17"
        )

    def _run(self, today="2026-03-03"):
        # a scheduler commits between slices, a test must not
        with patch.object(IrCron, "_commit_progress", return_value=1.0):
            self.env["bank.obligation"]._cron_generate(today)

    def _change(self, **values):
        """Change the terms between two nights and let the second one find it."""
        self._run()
        self.agreement.sudo().write(values)
        self._run("2026-03-04")

    def _read(self, event):
        """Return the words of the letter about an event of the client's."""
        duty = self.env["bank.obligation"].search(
            [("partner_id", "=", self.client.id), ("event", "=", event)]
        )
        letter = self.env.ref(f"bank_crm_core.mail_template_{event}")
        parts = [
            letter._render_field(name, duty.ids, compute_lang=True)[duty.id]
            for name in ("subject", "body_html")
        ]
        words = html2plaintext("\n".join(parts))
        return words.replace("\xa0", " ").replace("\u202f", " ")

    def _amount(self, amount):
        env = self.env(context={**self.env.context, "lang": "ru_RU"})
        return format_amount(env, amount, self.agreement.currency_id).replace(
            "\xa0", " "
        )

    def test_days_stand_as_the_client_writes_them(self):
        self.env["bank.identity.document"].create(
            {
                "partner_id": self.client.id,
                "type_id": self.env.ref("bank_crm_core.bank_identity_type_foreign").id,
                "number_input": "CZ1234567",
                "date_issued": "2020-01-01",
                "date_expiry": "2026-03-21",
            }
        )
        self.env["bank.agreement.payment"].create(
            {
                "agreement_id": self._create_agreement(number="Д-18").id,
                "date": "2026-03-01",
                "fee": 100,
                "state": "overdue",
            }
        )
        self._run()
        for event, text in (
            ("agreement_expiry", "№ Д-17 заканчивается 20.03.2026."),
            ("identity_expiry", "действителен до 21.03.2026."),
            ("tariff_unpaid", "со сроком уплаты 01.03.2026 не поступила"),
            ("first_arrears", "Платёж"),
        ):
            words = self._read(event)
            self.assertIn(text, words)
            self.assertNotIn("2026-03", words)

    def test_each_changed_term_is_named_before_and_after(self):
        self._change(
            rate=14, amount=150000, amount_limit=500000, date_end=date(2027, 1, 15)
        )
        words = self._read("changed_terms")
        for line in (
            "Ставка: 12,50 % → 14,00 %, с 03.03.2026",
            f"Сумма: {self._amount(100000)} → {self._amount(150000)}, с 03.03.2026",
            f"Лимит: – → {self._amount(500000)}, с 03.03.2026",
            "Окончание: 20.03.2026 → 15.01.2027, с 03.03.2026",
        ):
            self.assertIn(line, words)

    def test_a_term_that_has_not_changed_is_not_named(self):
        self._change(amount=150000)
        words = self._read("changed_terms")
        self.assertIn("Сумма", words)
        self.assertNotIn("Ставка", words)
        self.assertNotIn("Окончание", words)

    def test_a_term_changed_twice_is_told_once(self):
        self._run()
        self.agreement.sudo().rate = 13
        self.agreement.sudo().rate = 15
        self._run("2026-03-04")
        words = self._read("changed_terms")
        self.assertIn("12,50 % → 15,00 %", words)
        self.assertNotIn("13,00", words)

    def test_later_changes_are_not_in_an_earlier_letter(self):
        self._change(rate=14)
        self.env.flush_all()
        # found before anything was noted: the terms are told as they are
        self.cr.execute(
            "UPDATE bank_obligation SET create_date = '2026-03-01' "
            "WHERE agreement_id = %s",
            [self.agreement.id],
        )
        self.env.invalidate_all()
        words = self._read("changed_terms")
        self.assertNotIn("→", words)
        self.assertIn("Ставка: 14,00 %", words)
        self.assertIn("Окончание: 20.03.2026", words)

    # ------------------------------------------------------------ updates
    def _age(self):
        """Let both letters say what they said before; return the script of then."""
        path = "bank_crm_core/migrations/19.0.1.7.0/post-letters.py"
        spec = importlib.util.spec_from_file_location("letters", file_path(path))
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        for name, texts in script.EARLIER.items():
            letter = self.env.ref(f"bank_crm_core.{name}")
            for lang, text in texts["body_html"][0].items():
                letter.with_context(lang=lang).body_html = text
        return script

    def _bodies(self, name):
        letter = self.env.ref(f"bank_crm_core.mail_template_{name}")
        letter.invalidate_recordset()
        return [
            str(letter.with_context(lang=lang).body_html) for lang in ("en_US", "ru_RU")
        ]

    def test_an_update_brings_words_that_nobody_has_changed(self):
        fresh = self._bodies("changed_terms") + self._bodies("agreement_expiry")
        script = self._age()
        self.assertIn("agreement_id.rate", self._bodies("changed_terms")[1])
        with self.assertNoLogs(SHIPPED, "WARNING"):
            script.migrate(self.cr, "19.0.1.6.0")
            self.modules._update_translations(["ru_RU"])
            script.migrate(self.cr, "19.0.1.6.0")
        self.assertEqual(
            self._bodies("changed_terms") + self._bodies("agreement_expiry"), fresh
        )

    def test_an_update_leaves_words_of_the_bank_alone(self):
        script = self._age()
        letter = self.env.ref("bank_crm_core.mail_template_changed_terms")
        letter.with_context(lang="ru_RU").body_html = OWN
        with self.assertLogs(SHIPPED, "WARNING") as log:
            script.migrate(self.cr, "19.0.1.6.0")
        self.modules._update_translations(["ru_RU"])
        (line,) = log.output
        self.assertIn("mail_template_changed_terms", line)
        english, russian = self._bodies("changed_terms")
        self.assertEqual(russian, OWN)
        self.assertIn("agreement_id.rate", english)
        self.assertIn("widget", self._bodies("agreement_expiry")[0])
