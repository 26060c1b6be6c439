# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

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
