# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_text.tools.names import REASONS, similarity
from odoo.addons.base.tests.common import BaseCommon


@tagged("post_install", "-at_install")
class TestReasons(BaseCommon):
    def test_every_reason_has_its_sentence(self):
        text = self.env["bank.text"].with_context(lang="en_US")
        for code, sentence in REASONS.items():
            found = text._describe_reasons([(code, "Иванов", "Ivanov")])
            self.assertEqual(found, [sentence % {"a": "Иванов", "b": "Ivanov"}])

    def test_reasons_in_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.env["ir.module.module"]._load_module_terms(["bank_text"], ["ru_RU"])
        text = self.env["bank.text"].with_context(lang="ru_RU")
        _score, reasons = similarity("Иванов Иван", "Ivanov I.")
        self.assertEqual(
            text._describe_reasons(reasons),
            [
                "То же имя в другой письменности или другом написании: иванов, ivanov",
                "Инициал: иван, i",
            ],
        )
