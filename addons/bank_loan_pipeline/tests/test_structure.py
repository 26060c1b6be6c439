# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who stands behind a loan, what secures it, and that neither changes unseen."""

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import LoanCommon


class StructureCommon(LoanCommon):
    """An application, a flat worth 400,000 after its discount."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls._create_user(
            "officer", "bank_collateral.group_collateral_officer", cls.region
        )
        cls.kind = cls.env["bank.collateral.kind"].create(
            {"name": "Flats", "code": "t_flats", "discount": 20}
        )
        cls.flat = cls.env["bank.collateral"].create(
            {"name": "Flat", "kind_id": cls.kind.id, "partner_id": cls.client.id}
        )
        cls.env["bank.collateral.valuation"].create(
            {
                "collateral_id": cls.flat.id,
                "market_value": 500_000,
                "date": fields.Date.today(),
            }
        )
        cls.application = cls._create_application()


@tagged("post_install", "-at_install")
class TestStructure(StructureCommon):
    def _pledge(self, user=None, **values):
        pledges = self.env["bank.collateral.pledge"].with_user(user or self.manager)
        return pledges.create(
            {
                "collateral_id": self.flat.id,
                "application_id": self.application.id,
                "registration": "77-1",
                **values,
            }
        )

    def _add(self, role, partner=None, user=None, **values):
        parties = self.env["bank.application.party"].with_user(user or self.manager)
        return parties.create(
            {
                "application_id": self.application.id,
                "partner_id": (partner or self.colleague_client).id,
                "role": role,
                **values,
            }
        )

    def _approve(self):
        self._send(self.application)
        self._decide(self.application)
        self.assertEqual(self.application.approval_state, "approved")

    def test_who_answers_for_the_debt(self):
        borrower = self.application.party_ids
        self.assertEqual(borrower.partner_id, self.client)
        self.assertTrue(borrower.is_liable)
        for role, liable in (("guarantor", True), ("pledgor", False)):
            with self.subTest(role=role):
                self.assertEqual(self._add(role).is_liable, liable)

    def test_nobody_answers_for_the_debt_of_an_account(self):
        product = self._create_product(name="Account", code="t_acc", trade="account")
        account = self._create_application(self._create_deal(product_id=product.id))
        for role in ("co_borrower", "guarantor", "pledgor"):
            refused = self.assertRaisesRegex(ValidationError, "nothing is lent")
            with self.subTest(role=role), refused, self.cr.savepoint():
                self._add(role, application_id=account.id)
        owner = self._add("owner", application_id=account.id)
        with self.assertRaisesRegex(ValidationError, "nothing is lent"):
            owner.role = "guarantor"

    def test_registered_pledges_secure_earlier_loans_before_limits_of_authority(self):
        loan = self._create_agreement(balance=500_000, trade="credit")
        pledge = self.env["bank.collateral.pledge"].create(
            {
                "collateral_id": self.flat.id,
                "agreement_id": loan.id,
                "registration": "77-2",
            }
        )

        def find_bare():
            matters = self.application.sudo()._get_authority_matters()
            return matters[self.application.id].unsecured - self.application.amount

        self.assertEqual(find_bare(), 500_000)  # a draft secures nothing
        pledge.with_user(self.officer).action_register()
        self.assertEqual(find_bare(), 100_000)

    def test_direct_and_indirect_exposure(self):
        self._create_agreement(balance=50_000)
        other = self._create_agreement(self.other_client, balance=7_000)
        self.env["bank.agreement.party"].sudo().create(
            {
                "agreement_id": self._create_agreement(
                    self.colleague_client, balance=20_000
                ).id,
                "partner_id": self.client.id,
                "role": "guarantor",
            }
        )
        borrower = self.application.party_ids
        guarantor = self._add("guarantor", liability_limit=100_000)
        self.assertEqual(borrower.exposure_direct, 350_000)
        self.assertEqual(borrower.exposure_indirect, 20_000)
        self.assertEqual(guarantor.exposure_direct, 20_000)
        self.assertEqual(guarantor.exposure_indirect, 100_000)
        # the loans of both who answer for it, each once, and this one
        self.assertEqual(self.application.exposure_group, 370_000)
        self.assertTrue(other)

    def test_a_co_borrower_brings_his_income(self):
        alone = self.application.burden
        self.env["bank.client.income"].create(
            {"partner_id": self.colleague_client.id, "amount": 100_000}
        )
        party = self._add("co_borrower")
        self.assertEqual(party.income_month, 100_000)
        self.assertAlmostEqual(self.application.burden, alone / 2)
        party.debt_month = 50_000
        self.assertAlmostEqual(self.application.burden, alone / 2 + 25)

    def test_coverage_before_anything_is_registered(self):
        self.product.coverage_min = 150
        self._pledge()
        self.assertEqual(self.application.coverage_value, 400_000)
        self.assertEqual(self.application.coverage, 133.33)
        self.assertEqual(self.application.coverage_shortfall, 50_000)
        self.assertEqual(self.application.loan_to_value, 75)
        self.assertEqual(self.application.amount_unsecured, 0)

    def test_the_issue_waits_for_collateral(self):
        """A process that asks for collateral before the issue; the decision stands."""
        self.product.coverage_min = 100
        process = self.application.process_id.sudo().copy()
        stage = process._get_stages()[-2]
        stage.check_exit_ids = self.env.ref("bank_loan_pipeline.bank_check_coverage")
        process.action_publish()
        self.application.action_withdraw()
        self.application = self._create_application(self._create_deal())
        self.assertEqual(self.application.process_id, process)
        self.application.amount, self.application.term_months = 300_000, 24
        self._approve()
        self.application.action_next_stage()
        self.assertEqual(self.application.stage_id, stage)
        with self.assertRaisesRegex(UserError, "covers 0.0 %"):
            self.application.action_next_stage()
        self._pledge()
        # other collateral is another decision
        self.assertEqual(self.application.approval_state, "lapsed")

    def test_what_is_decided_on_does_not_change(self):
        pledge, party = self._pledge(), self._add("guarantor")
        garage = self.flat.copy()
        self._send(self.application)
        for change in (
            lambda: self._add("pledgor"),
            lambda: party.write({"liability_limit": 1}),
            lambda: party.unlink(),
            lambda: pledge.write({"prior_claims": 0.5}),
            lambda: pledge.unlink(),
            lambda: self._pledge(collateral_id=garage.id),
        ):
            with self.assertRaises(UserError):
                change()

    def test_another_structure_is_another_decision(self):
        pledge = self._pledge()
        party = self._add("guarantor")
        for change in (
            lambda: party.unlink(),
            lambda: self._add("guarantor"),
            lambda: pledge.write({"share": 50}),
            lambda: pledge.unlink(),
        ):
            if self.application.approval_state != "approved":
                self._reapprove()
            change()
            self.assertEqual(self.application.approval_state, "lapsed")

    def test_registering_is_no_other_decision(self):
        pledge = self._pledge()
        self._approve()
        pledge.with_user(self.officer).action_register()
        self.assertEqual(pledge.ltv_booked, 75)
        self.assertEqual(self.application.approval_state, "approved")

    def _lock_statement(self, client):
        client.client_kind = "entrepreneur"
        item = self.env.ref("bank_indicators.bank_statement_item_2110")
        statement = self.env["bank.statement"].create(
            {
                "partner_id": client.id,
                "date_end": "2025-12-31",
                "line_ids": [fields.Command.create({"item_id": item.id, "amount": 5})],
            }
        )
        statement.action_lock()
        return statement

    def test_a_decision_rests_on_locked_statements_of_its_parties(self):
        own = self._lock_statement(self.colleague_client)
        link = {"statement_ids": [fields.Command.link(own.id)]}
        with self.assertRaisesRegex(UserError, "statements of the parties"):
            self.application.write(link)
        self._add("guarantor")
        self.application.write(link)
        self.assertEqual(self.application.indicator_value_ids, own.value_ids)
        draft = self.env["bank.statement"].browse(own.action_new_version()["res_id"])
        with self.assertRaisesRegex(UserError, "statements of the parties"):
            self.application.write({"statement_ids": [fields.Command.set(draft.ids)]})
        self._approve()
        self.application.write({"statement_ids": [fields.Command.clear()]})
        self.assertEqual(self.application.approval_state, "lapsed")
        self._reapprove_later(link)

    def _reapprove_later(self, values):
        """What waits for its decision keeps its statements."""
        review = self.application.process_id.sudo().stage_ids.filtered("is_review")
        self.application.stage_id = review
        self.application.action_request_approval()
        with self.assertRaisesRegex(UserError, "being approved"):
            self.application.write(values)

    def _reapprove(self):
        review = self.application.process_id.sudo().stage_ids.filtered("is_review")
        if self.application.stage_id != review:
            self.application.stage_id = review
        self.application.action_request_approval()
        self._decide(self.application)

    def test_the_agreement_takes_both_over(self):
        pledge, _party = self._pledge(), self._add("guarantor")
        agreement = self._create_agreement()
        for _again in "ab":
            agreement._take_structure(self.application.sudo())
        self.assertEqual(pledge.agreement_id, agreement)
        roles = {(row.partner_id, row.role) for row in agreement.party_ids}
        self.assertIn((self.colleague_client, "guarantor"), roles)
        self.assertEqual(len(agreement.party_ids), 2)

    def test_nobody_keeps_a_pledge_out_of_the_loan_it_was_decided_for(self):
        """Hung on another agreement, it would be passed over by the issue."""
        pledge, other = self._pledge(), self._create_agreement()
        self._approve()
        theirs = pledge.with_user(self.manager)
        refused = self.assertRaisesRegex(UserError, "belongs to an application")
        with refused, self.cr.savepoint():
            theirs.write({"agreement_id": other.id})
        with self.assertRaisesRegex(UserError, "belongs to an application"):
            theirs.create(
                {
                    "collateral_id": self.flat.copy({"name": "Garage"}).id,
                    "agreement_id": other.id,
                    "application_id": self.application.id,
                }
            )
        self.assertFalse(pledge.agreement_id)

    def test_a_withdrawn_application_draws_on_nothing(self):
        self._pledge()
        second = self._create_application(self._create_deal(amount=100_000))
        self._pledge(application_id=second.id, rank=2)
        self.assertEqual(second.coverage_value, 100_000)
        self.application.action_withdraw()
        second.invalidate_recordset()
        self.assertEqual(second.coverage_value, 400_000)

    def test_an_object_secures_no_second_loan_in_the_same_rank(self):
        """Proposed with a rank and a share as they are preset, it brings nothing."""
        registered = self.env["bank.collateral.pledge"].create(
            {
                "collateral_id": self.flat.id,
                "agreement_id": self._create_agreement(balance=90_000).id,
                "registration": "77-2",
            }
        )
        registered.with_user(self.officer).action_register()
        pledge = self._pledge()
        self.application.product_id.sudo().coverage_min = 10
        self._assert_brings(self.application, 0, "same rank")
        self.assertEqual(self.application.amount_unsecured, 300_000)
        self.assertEqual(pledge.value, 0)
        registered.invalidate_recordset()
        self.assertEqual(registered.value, 400_000)
        # what is left after the first loan, it does bring
        pledge.rank = 2
        self._assert_brings(self.application, 310_000)

    def test_of_two_proposals_in_one_rank_the_first_takes_its_share(self):
        self._pledge(share=60)
        second = self._create_application(self._create_deal(amount=100_000))
        later = self._pledge(application_id=second.id, share=60)
        second.product_id.sudo().coverage_min = 10
        self._assert_brings(self.application, 240_000)
        self._assert_brings(second, 160_000, "same rank")
        later.share = 40
        self._assert_brings(second, 160_000)
        # a registered one takes its share before any proposal
        self.env.cr.execute(
            "UPDATE bank_collateral_pledge SET state = 'active', share = 90 "
            "WHERE id = %s",
            [later.id],
        )
        self.env.invalidate_all()
        self._assert_brings(second, 360_000)
        self._assert_brings(self.application, 40_000, "same rank")

    def _assert_brings(self, application, value, reason=""):
        application.invalidate_recordset()
        self.assertEqual(application.coverage_value, value)
        figures = application._read_coverage()[application.id]
        found = application._get_coverage_failure(figures)
        self.assertIn(reason, figures["coverage_note"] or "")
        if not reason:
            self.assertNotIn("same rank", found or "")

    def test_only_who_has_the_deal_changes_the_structure(self):
        party = self._add("guarantor")
        for user in (self.colleague, self.stranger, self.operator, self.underwriter):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self._add("pledgor", user=user)
                with self.assertRaises(AccessError):
                    party.with_user(user).write({"liability_limit": 1})
                with self.assertRaises(AccessError):
                    self._pledge(user=user)

    def test_nobody_forges_the_structure(self):
        party = self._add("guarantor")
        borrower = (self.application.party_ids - party).with_user(self.manager)
        for values in (
            {"partner_id": self.colleague_client.id},
            {"role": "pledgor"},
            {"is_liable": False},
        ):
            with self.assertRaises(UserError):
                borrower.write(values)
        with self.assertRaises(UserError):
            borrower.unlink()
        with self.assertRaises(UserError):
            self._add("borrower")
        with self.assertRaises(AccessError):
            self._add("guarantor", partner=self.other_client)
        with self.assertRaises(AccessError):
            party.write({"sequence": 1})

    def test_parties_are_read_as_their_application(self):
        party = self._add("guarantor")
        for user, reads in ((self.colleague, True), (self.stranger, False)):
            found = party.with_user(user).search([("id", "=", party.id)])
            self.assertEqual(bool(found), reads)
