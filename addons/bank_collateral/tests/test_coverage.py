# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How far pledges cover what is owed, by hand and against the statement."""

from datetime import date
from random import Random
from unittest.mock import patch

from odoo.api import Environment
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Date
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries
from odoo.addons.bank_base.tools.computed import fill

from .common import CollateralCommon


@tagged("post_install", "-at_install")
class TestCoverage(CollateralCommon):
    def _get(self, agreement):
        agreement.invalidate_recordset()
        return agreement.coverage_value

    def test_coverage_and_loan_to_value_by_hand(self):
        agreement = self._create_agreement(balance=600_000)
        self._value(self.flat, 1_000_000)
        self._pledge(self.flat, agreement, prior_claims=200_000)
        # 800,000 after the discount, 200,000 are paid to another bank first
        self.assertEqual(self._get(agreement), 600_000)
        self.assertEqual(agreement.coverage, 100)
        self.assertEqual(agreement.loan_to_value, 100)
        self.assertEqual(agreement.coverage_min, 120)
        self.assertEqual(agreement.coverage_shortfall, 120_000)

    def test_later_ranks_get_what_is_left(self):
        first = self._create_agreement(balance=500_000)
        second = self._create_agreement(balance=500_000)
        self._value(self.flat, 1_000_000)
        self._pledge(self.flat, second, rank=2)
        self.assertEqual(self._get(second), 800_000)
        self._pledge(self.flat, first)
        self.assertEqual(self._get(first), 800_000)
        self.assertEqual(self._get(second), 300_000)
        first.sudo().balance = 900_000
        self.assertEqual(self._get(second), 0)

    def test_later_ranks_leave_what_earlier_ones_may_still_draw(self):
        """One object secures nothing twice: a limit counts whole, a promise as well."""
        first = self._create_agreement(balance=100_000).sudo()
        second = self._create_agreement(balance=500_000)
        self._value(self.flat, 1_000_000)
        self._pledge(self.flat, first)
        self._pledge(self.flat, second, rank=2)
        first.amount_limit = 500_000
        card, account = (
            self._create_product(name=trade, code=f"t_{trade}", trade=trade)
            for trade in ("card", "account")
        )
        for values in (
            {},
            {"balance": 600_000},
            {"amount_limit": 0},
            {"balance": 0, "amount": 250_000},
            {"product_id": card.id},
            {"amount_limit": 70_000, "balance": 9_000},
            {"product_id": account.id},
            {"balance": -80_000},
            {"balance": 10, "amount_limit": 0},
        ):
            first.write(values)
            with self.subTest(values=values):
                debt = first._get_debt()
                self.assertAlmostEqual(self._get(second), 800_000 - debt, 2)
        first.write({"product_id": self.product.id, "amount_limit": 500_000})
        first._transition("closed")
        self.assertEqual(self._get(second), 800_000)

    def test_shares_of_one_rank(self):
        one, two = self._create_agreement(), self._create_agreement()
        self._value(self.flat, 1_000_000)
        self._pledge(self.flat, one, share=60)
        self._pledge(self.flat, two, share=40)
        self.assertEqual(self._get(one), 480_000)
        self.assertEqual(self._get(two), 320_000)
        with self.assertRaisesRegex(ValidationError, "more than the whole"):
            self._pledge(self.flat, self._create_agreement(), share=1)

    def test_loan_to_value_counts_all_that_is_owed_in_the_same_rank(self):
        one, two = (self._create_agreement(balance=400_000) for _ in "ab")
        self._value(self.flat, 1_000_000)
        self._pledge(self.flat, one, share=60)
        self.assertEqual(one.loan_to_value, 50)
        later = self._pledge(
            self.flat, two, share=40, secured_amount=200_000, registered=False
        )

        def tell():
            self.env.invalidate_all()
            return one.loan_to_value, two.loan_to_value

        # what is only proposed burdens nobody who is registered
        self.assertEqual(tell(), (50, 0))
        later.with_user(self.officer).action_register()
        self.assertEqual(tell(), (75, 100))
        self.assertEqual(later.ltv_booked, 100)
        one.sudo().balance = 800_000
        self.assertEqual(tell(), (125, 150))
        # what others take in the rank is no less for being bigger than the object
        self.assertEqual((one.coverage_value, two.coverage_value), (480_000, 200_000))

    def test_secured_up_to_an_amount(self):
        first, second = (self._create_agreement(balance=500_000) for _ in "ab")
        self._value(self.flat, 1_000_000)
        self._pledge(self.flat, first, secured_amount=100_000)
        self._pledge(self.flat, second, rank=2)
        self.assertEqual(self._get(first), 100_000)
        self.assertEqual(self._get(second), 700_000)

    def test_a_proposed_pledge_covers_no_agreement(self):
        agreement = self._create_agreement()
        self._value(self.flat, 1_000_000)
        self._pledge(self.flat, agreement, registered=False)
        self.assertEqual(self._get(agreement), 0)

    def test_another_currency(self):
        euro = self.env["res.currency"].with_context(active_test=False)
        euro = euro.search([("id", "!=", self.env.company.currency_id.id)], limit=1)
        euro.active = True
        euro.rate_ids.unlink()
        self.env["res.currency.rate"].create(
            {
                "currency_id": euro.id,
                "name": date(2020, 1, 1),
                "company_id": self.env.company.id,
                "rate": 0.01,
            }
        )
        agreement = self._create_agreement(currency_id=euro.id, balance=5_000)
        self._value(self.flat, 1_000_000)
        self._pledge(self.flat, agreement)
        self.assertAlmostEqual(self._get(agreement), 8_000)
        self.assertAlmostEqual(agreement.coverage, 160)

    def test_factors_are_the_rates_of_the_day(self):
        """The last rate by today, else the first one, of one's own company or of all."""
        own, home = self.env.company, self.env.company.currency_id
        other = self.env["res.company"].create({"name": "Other"})
        pool = self.env["res.currency"].with_context(active_test=False)
        some = pool.search([("id", "!=", home.id)], limit=4)
        some.rate_ids.unlink()
        rows = [
            (some[0], "2020-01-01", own, 0.01),
            (some[0], "2021-01-01", own, 0.02),
            (some[0], "2999-01-01", own, 0.03),
            (some[1], "2999-01-01", own, 0.04),
            (some[1], "2998-01-01", own, 0.05),
            (some[2], "2020-01-01", other, 0.06),
            (some[2], "2019-01-01", other.browse(), 0.07),
            (home, "2020-01-01", own, 1.25),
        ]
        home.rate_ids.unlink()
        names = ("currency_id", "name", "company_id", "rate")
        self.env["res.currency.rate"].create(
            [
                dict(zip(names, (money.id, day, company.id, rate), strict=True))
                for money, day, company, rate in rows
            ]
        )
        query = self.env["bank.collateral.pledge"]._select_factors()
        factors = dict(self.env.execute_query(query))
        self.assertEqual(set(factors), set(pool.search([]).ids))
        for money, rate in zip(some, (0.02, 0.05, 0.07, 1), strict=True):
            self.assertAlmostEqual(float(factors[money.id]), 1.25 / rate)
            stock = money._get_conversion_rate(money, home, own, date.today())
            self.assertAlmostEqual(float(factors[money.id]), stock)
        # a branch has the rates of the company that it belongs to
        child = self.env["res.company"].create({"name": "Branch", "parent_id": own.id})
        pledges = self.env["bank.collateral.pledge"].with_company(child)
        self.assertEqual(
            dict(self.env.execute_query(pledges._select_factors())), factors
        )

    def test_any_web_of_pledges_is_reckoned_as_by_hand(self):
        """Forty random objects and debts, worked out in plain Python beside it."""
        random = Random(7)
        debts = [random.randrange(1, 900) * 1000 for _ in range(10)]
        agreements = [self._create_agreement(balance=debt) for debt in debts]
        expected = dict.fromkeys(range(10), 0)
        for number in range(40):
            worth = random.randrange(1, 2000) * 1000
            flat = self._create_collateral(str(number), worth)
            left = worth * 0.8
            for rank, place in enumerate(random.sample(range(10), 3), start=1):
                prior = random.choice([0, 50_000])
                cap = random.choice([0, 300_000])
                self._pledge(
                    flat,
                    agreements[place],
                    rank=rank,
                    prior_claims=prior,
                    secured_amount=cap,
                )
                brings = max(0, left - prior)
                expected[place] += min(brings, cap or brings)
                left -= min(debts[place], cap or debts[place])
        for place, agreement in enumerate(agreements):
            self.assertAlmostEqual(self._get(agreement), expected[place])

    def test_one_and_ten_take_the_same_statements(self):
        agreements = self.env["bank.agreement"]
        for number in range(10):
            agreement = self._create_agreement()
            self._pledge(self._create_collateral(str(number), 1000), agreement)
            agreements |= agreement
        one = count_queries(self.env, agreements[:1]._read_coverage)
        self.assertEqual(count_queries(self.env, agreements._read_coverage), one)
        self.assertLess(one, 10)

    def test_nothing_is_converted_where_nothing_is_pledged(self):
        agreements = self.env["bank.agreement"]
        for _number in range(10):
            agreements |= self._create_agreement(balance=100)
        home = self.registry["bank.agreement"]
        with patch.object(home, "_get_home_rate") as asked:
            found = agreements._read_coverage()
        asked.assert_not_called()
        self.assertEqual({row["coverage_shortfall"] for row in found.values()}, {120})

    def test_pledges_are_reckoned_only_where_there_are_some(self):
        agreement, bare = (self._create_agreement(balance=100) for _ in "ab")
        pledges = self.registry["bank.collateral.pledge"]
        reckon = pledges._select_pledges
        self._value(self.flat, 1_000_000)
        pledge = self._pledge(self.flat, agreement)
        with patch.object(
            pledges, "_select_pledges", autospec=True, side_effect=reckon
        ) as asked:
            self.assertEqual(bare._read_living_pledges(), [])
            asked.assert_not_called()
            rows = (agreement | bare)._read_living_pledges()
        self.assertEqual([row["id"] for row in rows], pledge.ids)
        self.assertEqual(asked.call_count, 1)

    def test_a_list_of_ten_takes_the_environments_of_one(self):
        """Amounts are put down without asking for their currency each in its own."""
        agreements = self.env["bank.agreement"]
        for number in range(10):
            agreement = self._create_agreement(balance=100)
            self._pledge(self._create_collateral(str(number), 1000), agreement)
            agreements |= agreement
        counts = []
        for some in (agreements, agreements[:1], agreements):
            self.env.invalidate_all()
            made, call = [], Environment.__call__
            with patch.object(
                Environment,
                "__call__",
                lambda env, *args, made=made, call=call, **kwargs: (
                    made.append(1) or call(env, *args, **kwargs)
                ),
            ):
                some.mapped("coverage_value")
            counts.append(len(made))
        self.assertEqual(counts[2], counts[1])

    def test_what_is_filled_is_rounded_as_what_is_assigned(self):
        agreement = self._create_agreement()
        fill(agreement, "coverage_value", {agreement.id: 1 / 3})
        fill(agreement, "coverage", {agreement.id: 2 / 3})
        fill(agreement, "coverage_note", {})
        figures = agreement.coverage_value, agreement.coverage, agreement.coverage_note
        self.assertEqual(figures, (0.33, 0.67, False))
        with self.assertRaisesRegex(ValueError, "assigned, not filled"):
            fill(agreement, "balance", {agreement.id: 1})
        self.assertEqual(agreement.balance, agreement.sudo().balance)

    def test_a_pledge_is_not_released_from_under_a_debt(self):
        agreement = self._create_agreement(balance=500_000)
        self._value(self.flat, 1_000_000)
        pledge = self._pledge(self.flat, agreement).with_user(self.officer)
        self.assertEqual(pledge.value_booked, 800_000)
        self.assertEqual(pledge.ltv_booked, 62.5)
        with self.assertRaisesRegex(UserError, "Replace it first"):
            pledge.action_release()
        agreement.sudo().balance = 0
        pledge.action_release()
        self.assertEqual(pledge.state, "released")
        with self.assertRaises(UserError):
            pledge.action_register()

    def test_pledges_are_not_released_together_from_under_a_debt(self):
        """Each could go alone; both at once leave the loan bare."""
        agreement = self._create_agreement(balance=500_000)
        self._value(self.flat, 1_000_000)
        other = self._create_collateral("Another flat", 1_000_000)
        first = self._pledge(self.flat, agreement).with_user(self.officer)
        second = self._pledge(other, agreement).with_user(self.officer)
        with self.assertRaisesRegex(UserError, "Replace it first"):
            (first | second).action_release()
        first.action_release()
        with self.assertRaisesRegex(UserError, "Replace it first"):
            second.action_release()

    def test_a_policy_of_a_rouble_insures_nothing(self):
        """As law has it: for its value, or for all that it secures where that is less."""
        today = Date.context_today(self.flat)
        self.kind.is_insurance_required = True
        self._value(self.flat, 1_000_000)
        agreement = self._create_agreement(balance=500_000)
        self._pledge(self.flat, agreement)
        policies = self.env["bank.collateral.insurance"].with_user(self.officer)
        values = {
            "collateral_id": self.flat.id,
            "number": "P-1",
            "insurer": "Insurer",
            "date_start": today,
            "date_end": Date.add(today, years=1),
        }

        def tell(balance=500_000):
            agreement.sudo().balance = balance
            agreement.invalidate_recordset()
            return agreement.coverage_note

        self.assertIn("Not insured", tell())
        policies.create({**values, "amount": 1})
        self.assertEqual(tell(), f"Insured for too little: {self.flat.name}")
        # two policies together insure all that it secures
        policies.create({**values, "amount": 499_999})
        self.assertFalse(tell())
        self.assertIn("too little", tell(600_000))
        # what is worth less than it secures is insured for its worth
        policies.create({**values, "amount": 500_000})
        self.assertFalse(tell(2_000_000))

    def test_a_check_asks_for_collateral(self):
        check = self.env["bank.check"].create(
            {
                "name": "Covered",
                "kind": "coverage",
                "model_id": self.env["ir.model"]._get_id("bank.agreement"),
            }
        )
        agreement = self._create_agreement(balance=500_000)
        reason = check._find_failures(agreement)[agreement.id]
        self.assertRegex(reason, r"120[.,]0 %")
        self._pledge(self._create_collateral("House", 1_000_000), agreement)
        self.assertFalse(check._find_failures(agreement))
        self.kind.is_insurance_required = True
        self.assertIn("Not insured", check._find_failures(agreement)[agreement.id])
        self.product.coverage_min = 0
        self.assertFalse(check._find_failures(agreement))
        with self.assertRaisesRegex(ValidationError, "asks for collateral"):
            check.model_id = self.env["ir.model"]._get_id("res.partner")
