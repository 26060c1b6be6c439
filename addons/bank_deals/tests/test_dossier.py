# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import DealCommon

TEXT = base64.b64encode("Справка о доходах заёмщика".encode()).decode()


@tagged("post_install", "-at_install")
class TestDealDossier(DealCommon):
    """What a deal asks for, and a stage that waits for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls._create_user(
            "deal_officer", "bank_document.group_document_officer", cls.branch
        )
        cls.officer.group_ids += cls.env.ref("bank_crm_core.group_crm_client_reader")
        cls.income = cls.env["bank.document.type"].create(
            {"name": "Income", "code": "t_income"}
        )
        cls.slot = cls._create_slot(
            client_kind="person", product_category_ids=[Command.set(cls.category.ids)]
        )
        cls.company = cls._create_client("ООО Ромашка", client_kind="company")

    @classmethod
    def _create_slot(cls, model="crm.lead", **values):
        return cls.env["bank.document.slot"].create(
            {
                "type_id": cls.income.id,
                "model_id": cls.env["ir.model"]._get_id(model),
                **values,
            }
        )

    def _upload(self, deal, user=None):
        paper_id = deal.with_user(user or self.manager).upload_paper(
            "income.txt", TEXT, slot_id=self.slot.id
        )
        return self.env["bank.document"].browse(paper_id)

    def _is_asked(self, deal):
        return "Income" in (deal.sudo().dossier_lacks or "")

    def test_asked_for_by_product_and_kind_of_client(self):
        self.assertTrue(self._is_asked(self._create_deal()))
        deposit = self._create_deal(product_id=self.other_product.id)
        self.assertFalse(self._is_asked(deposit))
        companys = self._create_deal(partner_id=self.company.id)
        self.assertFalse(self._is_asked(companys))
        below = self.env["bank.product.category"].create(
            {"name": "Below", "code": "t_below", "parent_id": self.category.id}
        )
        product = self._create_product(category_id=below.id)
        self.assertTrue(self._is_asked(self._create_deal(product_id=product.id)))
        lead = self.env["crm.lead"].create({"name": "No deal", "type": "lead"})
        self.assertFalse(self._is_asked(lead))

    def test_only_deals_have_a_product(self):
        with self.assertRaises(ValidationError):
            self._create_slot(
                "res.partner", product_category_ids=[Command.set(self.category.ids)]
            )

    def test_a_stage_waits_for_papers(self):
        check = self.env["bank.check"].create(
            {
                "name": "The papers are there",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "kind": "documents",
                "remedy": "Upload them in the dossier.",
            }
        )
        draft = self.process.browse(self.process.action_new_version()["res_id"])
        draft._get_stages()[0].check_exit_ids += check
        draft.action_publish()
        deal = self._create_deal()
        self.assertEqual(deal.process_id, draft)
        with self.assertRaisesRegex(UserError, "Income: not there"):
            deal.action_next_stage()
        paper = self._upload(deal)
        with self.assertRaisesRegex(UserError, "waits to be verified"):
            deal.action_next_stage()
        paper.with_user(self.officer).action_verify()
        deal.invalidate_recordset()
        self.assertTrue(deal.can_move_next)
        deal.action_next_stage()
        self.assertEqual(deal.stage_id, draft._get_stages()[1])

    def test_the_dossier_follows_the_deal(self):
        deal = self._create_deal()
        paper = self._upload(deal)
        self.assertTrue(paper.with_user(self.head).has_access("read"))
        self.assertFalse(paper.with_user(self.stranger).has_access("read"))
        with self.assertRaises(AccessError):
            self._upload(deal, self.stranger)
        found = self.env["bank.document"].with_user(self.stranger).search([])
        self.assertNotIn(paper, found.sudo())

    def test_papers_are_kept_from_the_end_of_the_deal_on(self):
        self.income.write({"retention_years": 3, "retention_from": "closed"})
        deal = self._create_deal()
        paper = self._upload(deal)
        self.assertFalse(paper.date_retention)
        deal.action_set_lost(lost_reason_id=self.reason.id)
        self.env.flush_all()
        paper.invalidate_recordset()
        self.assertEqual(paper.date_retention.year, deal.date_closed.year + 3)
