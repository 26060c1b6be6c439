# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""What happens to loans after their issue, in the browser, by manager and underwriter."""

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase
from odoo.addons.bank_loan_pipeline.tests.test_ui import ADDONS

from .test_loan_change import ChangeCommon


@tagged("post_install", "-at_install")
class TestAfterIssueJourney(ChangeCommon, TourCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.today()
        cls._create_route_for("bank.loan.review", cls.underwriter)
        cls.client.client_kind = "entrepreneur"
        # a loan of 10,000, of which three payments were missed and never made good
        cls.settled.unlink()
        cls.loan.sudo().write({"number": "KR-1", "balance": 10_000})
        cls.product.coverage_min = 100
        cls._pledge_flat()
        line = cls._create_product(name="Line", code="t_line", rate=16)
        cls.limit = cls._create_agreement(
            cls.client,
            number="LIM-1",
            product_id=line.id,
            amount=100_000,
            date_end=cls.today + relativedelta(months=1),
        )

    @classmethod
    def _pledge_flat(cls):
        """A flat that has covered the loan while its valuation was young."""
        officer = cls._create_user(
            "officer", "bank_collateral.group_collateral_officer", cls.region
        )
        kind = cls.env["bank.collateral.kind"].create(
            {"name": "Flats", "code": "t_flats", "discount": 20}
        )
        flat = cls.env["bank.collateral"].create(
            {"name": "Flat", "kind_id": kind.id, "partner_id": cls.client.id}
        )
        cls.env["bank.collateral.valuation"].create(
            {
                "collateral_id": flat.id,
                "market_value": 12_500,
                "date": cls.today - relativedelta(months=18),
            }
        )
        cls.env["bank.collateral.pledge"].create(
            {
                "collateral_id": flat.id,
                "agreement_id": cls.loan.id,
                "registration": "77-1",
            }
        ).with_user(officer).action_register()

    def _speak_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        names = (*ADDONS, "bank_collateral", "bank_loan_servicing")
        modules = self.env["ir.module.module"].search([("name", "in", names)])
        modules._update_translations(["ru_RU"])
        (self.manager | self.underwriter).lang = "ru_RU"

    def test_after_the_issue_in_russian(self):
        """Journey 6: renewal, restructuring, review, days past due, shortfall."""
        self._speak_russian()
        with freeze_time(self.today - relativedelta(months=7)):
            self.assertFalse(self.client._read_loan_risk()[self.client.id]["shortfall"])
        for day in ("2026-01-11", "2026-02-11", "2026-04-02"):
            self.night(day)
        self.night(self.after(self.today, -1))
        self.env["bank.obligation"]._search_events(self.today)
        duty = self.env.ref("bank_collateral.bank_obligation_kind_shortfall")
        found = self.env["bank.obligation"].search([("kind_id", "=", duty.id)])
        self.assertIn(self.loan, found.agreement_id)
        self.start_tour(
            f"/odoo/action-bank_crm_core.bank_agreement_action/{self.loan.id}",
            "bank_after_issue_tour",
            login=self.manager.login,
            timeout=400,
        )
        self._check_what_came_of_it()

    def _check_what_came_of_it(self):
        loan, limit = self.loan, self.limit
        self.assertEqual((loan.version, limit.version), (2, 2))
        self.assertEqual(loan.change_ids.kind, "restructuring")
        self.assertEqual(limit.change_ids.kind, "renewal")
        self.assertEqual(limit.amount, 150_000)
        for change in loan.change_ids | limit.change_ids:
            self.assertEqual(change.approval_state, "approved")
            self.assertTrue(change.is_memo_intact)
        review = self.env["bank.loan.review"].search(
            [("partner_id", "=", self.client.id)]
        )
        self.assertEqual((review.state, review.outlook), ("done", "watch"))
        self.assertGreater(review.shortfall, 0)
        # days go on where they stood; the watch begins with the restructuring
        before = loan.days_past_due
        self.night(self.today)
        self.assertEqual(loan.days_past_due, before + 1)
        self.assertEqual(loan.standing, "default")
        self._pay(loan, self.today, 3_000)
        self.night(self.today)
        self.assertEqual((loan.days_past_due, loan.standing), (0, "default"))
        self.assertEqual(loan.date_watch_end, self.after(self.today, 365))
        self.night(self.after(self.today, 366))
        self.assertNotEqual(loan.standing, "watch")
