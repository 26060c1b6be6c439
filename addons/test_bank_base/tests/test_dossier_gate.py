# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries

from .common import GateCommon
from .dossier_common import DossierCase


@tagged("post_install", "-at_install")
class TestDossierGate(GateCommon, DossierCase):
    """A stage that asks for papers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deal_slot = cls._create_slot(cls.passport, "test.bank.document")
        cls.check_papers = cls._create_check(
            name="The papers are there",
            kind="documents",
            document_slot_ids=[Command.set(cls.deal_slot.ids)],
            remedy="Upload them in the dossier.",
        )
        process = cls.env["test.bank.process"].create({"name": "With papers"})
        cls.first, cls.last = cls.env["test.bank.stage"].create(
            [
                {"name": name, "sequence": number, "process_id": process.id}
                for number, name in enumerate(("Papers", "Signed"))
            ]
        )
        cls.first.check_exit_ids = cls.check_papers
        process.action_publish()
        cls.paper_process = process

    def _create_deal(self, count=1):
        return self._create_documents(count, process_id=self.paper_process.id)

    def test_the_gate_opens_with_a_verified_paper(self):
        deal = self._create_deal()
        with self.assertRaisesRegex(UserError, "Passport: not there"):
            deal.with_user(self.clerk).action_next_stage()
        paper = self._upload(letter=deal, slot=self.deal_slot)
        with self.assertRaisesRegex(UserError, "waits to be verified"):
            deal.with_user(self.clerk).action_next_stage()
        self._verify(paper)
        deal.with_user(self.clerk).action_next_stage()
        self.assertEqual(deal.stage_id, self.last)

    def test_an_expired_paper_does_not_count(self):
        deal = self._create_deal()
        paper = self._verify(self._upload(letter=deal, slot=self.deal_slot))
        paper._write_step({"date_expiry": "2020-01-01"})
        with self.assertRaisesRegex(UserError, "expired"):
            deal.action_next_stage()
        paper._write_step({"date_expiry": False})
        paper.with_user(self.officer).action_withdraw("Not his")
        with self.assertRaisesRegex(UserError, "not there"):
            deal.action_next_stage()

    def test_without_places_all_that_is_required(self):
        self.check_papers.document_slot_ids = False
        deal = self._create_deal()
        self._create_slot(self.statement, "test.bank.document", is_mandatory=False)
        found = self.check_papers._find_failures(deal)
        self.assertEqual(found, {deal.id: "Passport: not there, upload it"})

    def test_a_foreign_place_is_no_condition(self):
        with self.assertRaises(ValidationError):
            self.check_papers.document_slot_ids = self.slot

    def test_as_many_queries_for_many_documents(self):
        def count(documents):
            found = self.check_papers._find_failures(documents)
            self.assertEqual(len(found), len(documents))
            return count_queries(
                self.env, lambda: self.check_papers._find_failures(documents)
            )

        one, many = self._create_deal(), self._create_deal(1000)
        self.assertEqual(count(one), count(many))
