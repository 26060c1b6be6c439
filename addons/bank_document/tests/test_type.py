# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.base.tests.common import BaseCommon


@tagged("post_install", "-at_install")
class TestType(BaseCommon):
    """What a type of papers says about uploads, without any dossier."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind = cls.env["bank.document.type"].create(
            {"name": "Passport", "code": "t_type", "extensions": ".PDF; jpg , ,png"}
        )

    def test_endings_are_read_as_people_write_them(self):
        self.assertEqual(self.kind._get_extensions(), ["jpg", "pdf", "png"])
        policy = self.kind._get_policy()
        self.assertEqual(policy.extensions, frozenset({"jpg", "pdf", "png"}))
        self.assertEqual(policy.max_bytes, 20 * 1024 * 1024)
        self.assertFalse(policy.allow_macros or policy.allow_active_content)

    def test_what_is_no_list_of_endings_is_refused(self):
        for text in (",", "p/df", "pdf jpg", "*"):
            with self.assertRaises(ValidationError):
                self.kind.extensions = text

    def test_a_place_needs_a_dossier(self):
        with self.assertRaises(ValidationError):
            self.env["bank.document.slot"].create(
                {
                    "type_id": self.kind.id,
                    "model_id": self.env["ir.model"]._get_id("res.lang"),
                }
            )

    def test_a_place_is_called_as_its_type(self):
        slot = self.env["bank.document.slot"].new({"type_id": self.kind.id})
        self.assertEqual(slot.display_name, "Passport")
        slot.name = "Passport of the guarantor"
        self.assertEqual(slot.display_name, "Passport of the guarantor")
