# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from functools import partial

from odoo.tests import tagged

from odoo.addons.base.tests.common import BaseCommon

from ..tools.numbers import draw_numbers
from .common import count_queries

CODE = "bank.test.numbers"


@tagged("post_install", "-at_install")
class TestNumbers(BaseCommon):
    """Numbers drawn together are those that stock draws one by one."""

    @classmethod
    def _create_sequence(cls, **values):
        return cls.env["ir.sequence"].create(
            {
                "name": "Papers",
                "code": CODE,
                "prefix": "P-",
                "suffix": "/x",
                "padding": 4,
                "number_increment": 3,
                **values,
            }
        )

    def _assert_drawn_as_by_stock(self, sequence):
        """Three of ours, then three of stock, from where ours have come to."""
        drawn = draw_numbers(self.env, CODE, 3)
        self.assertEqual(drawn, ["P-0001/x", "P-0004/x", "P-0007/x"])
        following = [sequence.next_by_code(CODE) for _number in range(3)]
        self.assertEqual(following, ["P-0010/x", "P-0013/x", "P-0016/x"])
        self.assertEqual(draw_numbers(self.env, CODE, 1), ["P-0019/x"])

    def test_numbers_with_gaps(self):
        self._assert_drawn_as_by_stock(self._create_sequence())

    def test_numbers_without_gaps(self):
        sequence = self._create_sequence(implementation="no_gap")
        self._assert_drawn_as_by_stock(sequence)
        self.assertEqual(sequence.number_next, 22)

    def test_numbers_of_a_range_of_dates(self):
        for implementation in ("standard", "no_gap"):
            sequence = self._create_sequence(
                implementation=implementation, use_date_range=True
            )
            self._assert_drawn_as_by_stock(sequence)
            self.assertEqual(len(sequence.date_range_ids), 1)
            sequence.unlink()

    def test_each_year_has_numbers_of_its_own(self):
        self._create_sequence(use_date_range=True, prefix="%(range_year)s-")
        for year in ("2024", "2025"):
            env = self.env(context={"ir_sequence_date": f"{year}-05-05"})
            drawn = draw_numbers(env, CODE, 2)
            self.assertEqual(drawn, [f"{year}-0001/x", f"{year}-0004/x"])
            following = env["ir.sequence"].next_by_code(CODE)
            self.assertEqual(following, f"{year}-0007/x")

    def test_the_company_comes_before_what_is_common(self):
        self._create_sequence(company_id=False, prefix="COMMON-")
        other = self.env["res.company"].create({"name": "Other Bank"})
        self._create_sequence(company_id=other.id, prefix="OTHER-")
        self.assertEqual(draw_numbers(self.env, CODE, 1), ["COMMON-0001/x"])
        self._assert_drawn_as_by_stock(self._create_sequence())
        drawn = draw_numbers(self.env["base"].with_company(other).env, CODE, 1)
        self.assertEqual(drawn, ["OTHER-0001/x"])

    def test_a_sequence_that_is_not_there_yields_nothing(self):
        self.assertIs(self.env["ir.sequence"].next_by_code(CODE), False)
        self.assertEqual(draw_numbers(self.env, CODE, 3), [False] * 3)
        self._create_sequence(active=False)
        self.assertEqual(draw_numbers(self.env, CODE, 1), [False])
        self.assertEqual(draw_numbers(self.env, CODE, 0), [])

    def test_many_numbers_cost_as_few(self):
        self._create_sequence()
        few, many = (
            count_queries(self.env, partial(draw_numbers, self.env, CODE, count))
            for count in (2, 50)
        )
        self.assertEqual(few, many)
