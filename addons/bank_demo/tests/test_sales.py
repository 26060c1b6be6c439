# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import TransactionCase, tagged

from odoo.addons.bank_demo.models.bank_demo_sales import (
    COMPETITORS,
    INQUIRIES,
    LOSSES,
    TARGET,
)

from .common import SMALL_BANK, make_folder


@tagged("post_install", "-at_install")
class TestSales(TransactionCase):
    """What the head of sales finds: inquiries, lost deals, the plan of the year."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        people = [f'{900001 + place};"706213";1' for place in range(30)]
        cls.folder = make_folder(cls, client=[SMALL_BANK["client"][0], *people])
        cls.importer = cls.env["bank.demo.import"]
        cls.importer._import_folder(cls.folder)
        users = cls.env["res.users"]
        cls.manager = users.search([("login", "=", "manager")])
        cls.head = users.search([("login", "=", "head")])
        cls.inquiries = cls._find_inquiries()

    @classmethod
    def _find_inquiries(cls):
        # what agents have sent is told about elsewhere
        return cls.env["bank.inquiry"].search([("agent_id", "=", False)], order="id")

    def _find_lost(self):
        deals = self.env["crm.lead"].with_context(active_test=False)
        domain = [("won_status", "=", "lost"), ("user_id", "=", self.manager.id)]
        return deals.search(domain, order="id")

    def test_lost_deals_say_why_and_to_whom(self):
        lost = self._find_lost()
        self.assertEqual(len(lost), len(LOSSES))
        self.assertEqual(lost.mapped("competitor_rate"), [loss.rate for loss in LOSSES])
        self.assertEqual(len(lost.competitor_id), len(COMPETITORS))
        about_terms = lost.filtered("lost_reason_id.is_about_terms")
        self.assertTrue(about_terms)
        self.assertTrue(all(about_terms.mapped("loss_verdict")))
        seen = self.env["bank.deal.loss"].with_user(self.head)
        found = seen.search([("deal_id", "in", lost.ids)])
        self.assertEqual(set(found.deal_id.ids), set(lost.ids))

    def test_inquiries_have_come_over_every_channel(self):
        self.assertEqual(len(self.inquiries), len(INQUIRIES))
        codes = set(self.inquiries.channel_id.mapped("code"))
        self.assertEqual(codes, {"phone", "branch", "site"})
        by_site = self.inquiries.filtered("form_id")
        self.assertTrue(by_site.consent_text)
        self.assertFalse((self.inquiries - by_site).filtered("consent_text"))
        self.assertIn("declined", self.inquiries.mapped("state"))
        mine = self.inquiries.with_user(self.manager).filtered("is_mine")
        self.assertTrue(mine, "one is in the manager's hands")

    def test_the_plan_is_given_down_to_the_employees(self):
        plan = self.env["bank.sales.plan"].search(
            [
                ("branch_id", "in", self.head.branch_ids.ids),
                ("territory_id", "=", False),
                ("segment_id", "=", False),
            ]
        )
        top = plan.line_ids.filtered(lambda line: not line.parent_id)
        self.assertEqual(top.target, TARGET)
        self.assertEqual(top.child_sum, TARGET)
        self.assertTrue(top.override_note)

    def test_the_second_run_brings_no_more(self):
        self.importer._import_folder(self.folder, again=True)
        self.assertEqual(self._find_inquiries(), self.inquiries)
        self.assertEqual(len(self._find_lost()), len(LOSSES))
