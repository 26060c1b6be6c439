# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries

from .authority_common import AuthorityCommon


@tagged("post_install", "-at_install")
class TestDebts(AuthorityCommon):
    """What counts as owed before limits of authority, by figures reckoned by hand."""

    def test_of_a_limit_all_that_may_be_drawn_counts(self):
        for trade, terms, owed in (
            # little is drawn, the bank has allowed more than it lent at first
            ("credit", (20, 500, 600), 600),
            # of what goes beyond the limit all is owed
            ("credit", (650, 500, 600), 650),
            ("card", (50, 300, 400), 400),
            # what lies on the account is the client's own money
            ("account", (70, 0, 90), 90),
            ("account", (70, 0, 0), 0),
            # overdrawn, allowed or not, it is owed
            ("account", (-70, 0, 0), 70),
            ("account", (-120, 0, 90), 120),
            ("deposit", (70, 0, 90), 0),
        ):
            with self.subTest(trade=trade, terms=terms):
                balance, amount, limit = terms
                agreement = self._agreement(self.sister, balance, trade, amount)
                agreement.sudo().amount_limit = limit
                loan = self._loan(partner_id=self.client.id, amount=10)
                matter = loan._get_authority_matters()[loan.id]
                self.assertEqual((matter.before, matter.unsecured), (owed, owed))
                agreement.sudo()._transition("closed")

    def test_many_promises_take_as_many_statements_as_few(self):
        loan = self._loan(partner_id=self.client.id, amount=10)
        category = self._product("credit").category_id
        products = self.env["bank.product"].create(
            [
                {
                    "name": f"Loan {n}",
                    "code": f"t_credit_{n}",
                    "category_id": category.id,
                    "trade": "credit",
                }
                for n in range(9)
            ]
        )
        counts, exposures = [], []
        for some in (products[:1], products[1:]):
            for product in some:
                terms = {"amount": 10, "product_id": product.id}
                promised = self._sent(partner_id=self.sister.id, **terms)
                self._decide(promised, self.head)
            counts.append(count_queries(self.env, loan._get_authority_matters))
            exposures.append(loan._get_authority_matters()[loan.id].exposure)
        self.assertEqual(exposures, [20, 100])
        self.assertEqual(counts[1], counts[0])
