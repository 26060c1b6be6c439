# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a loan counts for in what its debtors owe, by figures reckoned by hand."""

from odoo.tests import tagged

from odoo.addons.bank_approval.models.authority.bank_authority_matrix import (
    BankAuthorityMatrix,
)
from odoo.addons.bank_base.tests.common import count_queries

from .common import LoanCommon


@tagged("post_install", "-at_install")
class TestExposure(LoanCommon):
    """A loan of 300,000 that two clients ask for, who are not related otherwise."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.colleague_client
        cls.application = cls._create_application()
        cls.party = cls._join(cls.application, cls.other)

    @classmethod
    def _join(cls, application, partner, role="co_borrower"):
        parties = cls.env["bank.application.party"].sudo()
        return parties.create(
            {
                "application_id": application.id,
                "partner_id": partner.id,
                "role": role,
            }
        )

    def _ask(self, client=None, amount=10_000):
        """Return another loan that a client asks for alone."""
        values = {"partner_id": (client or self.other).id, "amount": amount}
        deal = self._create_deal(self.colleague, term_months=12, **values)
        return self._create_application(deal, self.colleague)

    def _sums(self, application):
        matter = application._get_authority_matters()[application.id]
        return matter.before, matter.exposure

    def _approve(self):
        self._send(self.application)
        self._decide(self.application)
        self.assertEqual(self.application.approval_state, "approved")

    def test_a_co_borrower_owes_what_is_promised(self):
        own = self._ask()
        self.assertEqual(self._sums(own), (0, 10_000))
        self._approve()
        self.assertEqual(self._sums(own), (300_000, 310_000))
        # both in one group: it is one loan, not two
        self._join(own, self.client)
        self.assertEqual(self._sums(own), (300_000, 310_000))

    def test_once_it_is_issued_it_is_owed_as_an_agreement(self):
        own = self._ask()
        self._approve()
        loan = self._create_agreement(amount=300_000, balance=280_000)
        self.assertEqual(self.application.exposure_group, 580_000)
        loan._take_structure(self.application.sudo())
        self.assertEqual(self._sums(own), (280_000, 290_000))
        # the application counts it once, too
        self.assertEqual(self.application.exposure_group, 280_000)
        self.assertEqual(self.party.exposure_direct, 280_000)

    def test_a_withdrawn_one_is_owed_by_nobody(self):
        own = self._ask()
        self._approve()
        self.application.action_withdraw()
        self.assertEqual(self._sums(own), (0, 10_000))

    def test_who_does_not_repay_it_owes_no_promise(self):
        self.party.sudo().role = "guarantor"
        own = self._ask()
        self._approve()
        self.assertEqual(self._sums(own), (0, 10_000))

    def test_what_a_co_borrower_owes_counts_in_the_decision(self):
        self._create_agreement(amount=90_000, balance=50_000)
        self._create_agreement(self.other, amount=90_000, balance=20_000)
        line = self._create_agreement(self.other, amount=90_000, balance=1_000)
        line.sudo().amount_limit = 40_000
        self.assertEqual(self._sums(self.application), (110_000, 410_000))

    def test_a_limit_counts_whole_in_what_parties_owe(self):
        line = self._create_agreement(self.other, amount=90_000, balance=1_000)
        line.sudo().amount_limit = 40_000
        self.assertEqual(self.party.exposure_direct, 340_000)
        self.assertEqual(self.application.exposure_group, 340_000)

    def test_two_loans_of_one_co_borrower_are_decided_one_after_the_other(self):
        locked = []

        def lock(matrices, ids):
            locked.append(set(ids))

        self.patch(BankAuthorityMatrix, "_lock_clients", lock)
        self._send(self.application)
        self.application.sudo().approval_id._get_matter()
        self.assertEqual(locked[-1], {self.client.id, self.other.id})
        own = self._ask()
        self.assertEqual(own._find_members(), {own.id: {self.other.id}})

    def test_many_take_as_many_statements_as_few(self):
        self._approve()
        loans = self.application.browse(self._ask(amount=n).id for n in range(1, 9))
        for loan in loans:
            self._join(loan, self.client)
        counts = []
        for some in (loans[:1], loans):
            counts.append(count_queries(self.env, some._get_authority_matters))
            matters = some._get_authority_matters()
            self.assertEqual(matters[loans[0].id].exposure, 300_001)
        self.assertEqual(counts[1], counts[0])
