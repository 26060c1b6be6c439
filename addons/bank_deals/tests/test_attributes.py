# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import DealCommon

SCAN = base64.b64encode("Акт осмотра автомобиля".encode()).decode()


@tagged("post_install", "-at_install")
class TestDealAttributes(DealCommon):
    """Attributes of a deal that are computed, and those that are files."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.paper_type = cls.env["bank.document.type"].create(
            {"name": "Inspection", "code": "t_inspection", "extensions": "txt"}
        )
        cls.inspection = cls._create_attribute(
            "inspection", kind="file", document_type_id=cls.paper_type.id
        )

    @classmethod
    def _create_attribute(cls, code, **values):
        return cls.env["bank.attribute"].create(
            {
                "name": code.title(),
                "code": code,
                "category_id": cls.category.id,
                **values,
            }
        )

    def _find_slot(self):
        return self.inspection.slot_ids.filtered(lambda slot: slot.model == "crm.lead")

    def test_a_deal_computes_as_its_agreement_does(self):
        monthly = self._create_attribute(
            "monthly", kind="computed", formula="amount / term"
        )
        deal = self._create_deal(amount=120_000)
        self.assertIn("months", deal.computed_value_ids.reason)
        deal.with_user(self.manager).term_months = 12
        self.assertEqual(deal.computed_value_ids.number, 10_000)
        self.assertEqual(deal.computed_value_ids.attribute_id, monthly)
        with self.assertRaises(AccessError):
            deal.with_user(self.manager).computed_value_ids.number = 1

    def test_a_file_has_its_place_in_the_dossier_of_the_deal(self):
        deal, deposit = (
            self._create_deal(),
            self._create_deal(product_id=self.other_product.id),
        )
        self.assertIn("Inspection", [row["name"] for row in deal.dossier["slots"]])
        self.assertNotIn(
            "Inspection", [row["name"] for row in deposit.dossier["slots"]]
        )
        slot = self._find_slot()
        paper_id = deal.upload_paper("inspection.txt", SCAN, slot_id=slot.id)
        self.assertEqual(self.env["bank.document"].browse(paper_id).slot_id, slot)
        # the checks of the dossier are the checks of the attribute
        with self.assertRaises(UserError):
            deal.upload_paper("inspection.pdf", SCAN, slot_id=slot.id)

    def test_the_place_follows_the_attribute(self):
        self.inspection.write({"name": "Act", "is_required": True})
        self.assertEqual(self._find_slot().name, "Act")
        self.assertTrue(self._find_slot().is_mandatory)
        deal = self._create_deal()
        self.assertIn("Act", deal.sudo().dossier_lacks)
        slot = self._find_slot()
        deal.upload_paper("act.txt", SCAN, slot_id=slot.id)
        self.inspection.unlink()
        self.assertFalse(self.inspection.active or slot.active)
        other = self._create_attribute(
            "other", kind="file", document_type_id=self.paper_type.id
        )
        slots = other.slot_ids
        self.assertEqual(set(slots.mapped("model")), {"crm.lead", "bank.agreement"})
        other.unlink()
        self.assertFalse(other.exists() or slots.exists())

    def test_an_attribute_older_than_the_dossier_gets_its_place(self):
        self._find_slot().unlink()
        self.env["bank.attribute"]._keep_all_slots()
        self.inspection.invalidate_recordset()
        self.assertEqual(len(self._find_slot()), 1)

    def test_the_file_of_a_deal_is_not_asked_for_again(self):
        deal = self._create_deal()
        agreement = self._create_agreement(deal_id=deal.id)
        without = self._create_agreement()
        self.assertNotIn(
            "Inspection", [row["name"] for row in agreement.dossier["slots"]]
        )
        self.assertIn("Inspection", [row["name"] for row in without.dossier["slots"]])

    def test_a_deal_is_not_won_without_a_required_file(self):
        self.inspection.is_required = True
        deal = self._create_deal()
        with self.assertRaisesRegex(UserError, "Inspection"):
            self._win(deal)
        self.inspection.is_required = False
        self._win(self._create_deal())
