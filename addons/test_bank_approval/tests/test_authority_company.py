# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .authority_common import AuthorityCommon


@tagged("post_install", "-at_install")
class TestAuthorityCompany(AuthorityCommon):
    """Limits are those of the request's company, whatever company one has chosen.

    A thousand of the bank's money is one coin of its daughter abroad.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.home = cls.env.company
        coin = cls.env["res.currency"].create({"name": "TCN", "symbol": "T"})
        cls.abroad = cls.env["res.company"].create(
            {"name": "Daughter Abroad", "currency_id": coin.id}
        )
        cls.env["res.currency.rate"].create(
            {
                "currency_id": coin.id,
                "company_id": cls.abroad.id,
                "name": "2020-01-01",
                "rate": 0.001,
            }
        )
        both = [Command.link(cls.abroad.id)]
        (cls.manager | cls.head | cls.boss1).company_ids = both

    def _from_abroad(self, record):
        """Return a record as whoever has chosen the daughter first calls it."""
        chosen = [self.abroad.id, self.home.id]
        return record.with_context(allowed_company_ids=chosen)

    def test_nobody_passes_his_limit_in_another_currency(self):
        loan = self._sent(partner_id=self.client.id, amount=1001)
        # a document that has lost its branch has no company but that of its request
        loan.sudo().branch_id = False
        task = self._from_abroad(self._task(loan, self.head))
        self.assertEqual(task.exposure_after, 1001)
        task.action_decide("approve", "so")
        self.assertEqual(loan.approval_state, "pending")
        self.assertEqual(self._asked(loan), self.boss1)

    def test_the_sender_does_not_choose_whose_limits_count(self):
        loan = self._loan(partner_id=self.client.id, amount=1001)
        self._from_abroad(loan).action_request_approval()
        self.assertEqual(loan.sudo().approval_id.company_id, self.home)
        self._decide(loan, self.head)
        self.assertEqual(self._asked(loan), self.boss1)

    def test_what_secures_a_debt_is_reckoned_in_the_same_currency(self):
        self._agreement(self.sister, 100)
        loan = self._sent(partner_id=self.client.id, amount=10)
        companies = []

        def read(agreements):
            companies.append(agreements.env.company)
            return {}

        agreements = self.env.registry["bank.agreement"]
        with patch.object(agreements, "_read_secured", read):
            self._from_abroad(loan)._get_authority_matters()
        self.assertEqual(companies, [self.home])

    def test_a_promise_of_another_company_counts_in_the_money_of_who_asks(self):
        loan = self._sent(partner_id=self.client.id, amount=600)
        self._decide(loan, self.head)
        for company, amount in ((self.home, 600), (self.abroad, 0.6)):
            (claim,) = loan.sudo()._make_promises(company)
            self.assertAlmostEqual(claim.amount, amount)

    def test_rates_are_those_of_the_day_of_the_bank(self):
        self.abroad.resource_calendar_id.tz = "Asia/Vladivostok"
        self.env["res.currency.rate"].create(
            {
                "currency_id": self.abroad.currency_id.id,
                "company_id": self.abroad.id,
                "name": "2026-03-03",
                "rate": 0.002,
            }
        )
        parts = [(self.home.currency_id, 500, 500)]
        # midnight there is two in the afternoon at Greenwich
        for hour, amount in ((13, 0.5), (15, 1)):
            with freeze_time(f"2026-03-02 {hour}:00:00"):
                found = self.env["test.bank.loan"]._sum_risks(parts, self.abroad)
                self.assertAlmostEqual(found[0], amount)
