# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""An application from its deal to the decision."""

from datetime import date

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import format_date, formatLang, mute_logger

from odoo.addons.bank_base.tests.common import count_queries

from .common import LoanCommon


@tagged("post_install", "-at_install")
class TestApplication(LoanCommon):
    def get_reasons(self, application):
        return [row["reason"] for row in application.get_blocking_checks()]

    # From the deal

    def test_an_application_is_half_filled(self):
        action = self.deal.action_new_application()
        application = self.env["bank.application"].browse(action["res_id"])
        self.assertRecordValues(
            application,
            [
                {
                    "partner_id": self.client.id,
                    "product_id": self.product.id,
                    "kind": "credit",
                    "amount": 300_000,
                    "term_months": 24,
                    "rate": 18,
                    "income_month": 100_000,
                    "debt_month": 5_000,
                    "user_id": self.manager.id,
                    "branch_id": self.branch.id,
                }
            ],
        )
        self.assertEqual(application.stage_id.name, "Application Data")
        self.assertRegex(application.name, r"^A-\d{4}-\d{6}$")

    def test_a_stage_of_the_deal_makes_it_once(self):
        draft = self.process.action_new_version()
        draft = self.env["bank.process"].browse(draft["res_id"])
        draft._get_stages()[1].makes_application = True
        draft.action_publish()
        deal = self._create_deal(amount=300_000, term_months=24)
        self.assertFalse(deal.application_ids)
        deal.action_next_stage()
        application = deal.application_ids
        self.assertEqual(len(application), 1)
        self.assertEqual(application.user_id, self.manager)
        deal.stage_id = draft._get_stages()[0]
        deal.action_next_stage()
        self.assertEqual(deal.application_ids, application)

    def test_one_application_in_work_for_a_deal(self):
        application = self._create_application()
        with self.assertRaisesRegex(UserError, application.name):
            self._create_application()
        application.action_withdraw()
        self._create_application()
        with self.assertRaises(UserError):
            application.action_reopen()

    def test_a_closed_deal_gets_none(self):
        self.deal.action_set_lost(lost_reason_id=self.reason.id)
        with self.assertRaises(UserError):
            self._create_application()

    def test_without_a_deal_there_is_none(self):
        applications = self.env["bank.application"].with_user(self.manager)
        for values in ({}, {"partner_id": self.client.id}):
            with self.subTest(values=values), self.assertRaisesRegex(UserError, "deal"):
                applications.create(values)

    def test_other_kinds_go_other_ways(self):
        company = self._create_client(
            "Firm", client_kind="company", manager_id=self.manager.id
        )
        deal = self._create_deal(
            partner_id=company.id, product_id=self.other_product.id, amount=1000
        )
        application = self._create_application(deal)
        self.assertEqual(application.kind, "deposit")
        self.assertEqual(
            application.process_id,
            self.env.ref("bank_loan_pipeline.bank_application_process_deposit"),
        )
        self.assertFalse(application.payment)
        application.action_next_stage()
        self.assertFalse(application._get_next_stage())

    def test_a_product_without_a_process_is_told_of(self):
        self.other_product.write({"trade": "other"})
        deal = self._create_deal(product_id=self.other_product.id)
        with self.assertRaisesRegex(UserError, "No process of applications"):
            self._create_application(deal)

    def test_applications_that_fail_together_use_up_no_numbers(self):
        first = self._create_application()
        first.action_withdraw()
        self.other_product.write({"trade": "other"})
        lost = self._create_deal(product_id=self.other_product.id)
        both = [{"deal_id": deal.id} for deal in (self.deal, lost)]
        with self.assertRaisesRegex(UserError, "No process of applications"):
            self.env["bank.application"].with_user(self.manager).create(both)
        second = self._create_application()
        numbers = [int(row.name.rpartition("-")[2]) for row in (first, second)]
        self.assertEqual(numbers[1], numbers[0] + 1)

    # Figures

    @freeze_time("2026-01-15")
    def test_what_it_costs(self):
        application = self._create_application(amount=100_000, term_months=12)
        application.rate = 12
        self.assertEqual(application.payment, 8884.88)
        self.assertGreater(application.full_cost, 12)  # the fee of 1,500
        self.assertGreater(application.overpayment, 1500 + 6600)
        self.assertAlmostEqual(application.burden, 13.9, 1)
        rows = application._reckon_one()[0]["rows"]
        # 15 February 2026 is a Sunday
        self.assertEqual(rows[1].date, date(2026, 2, 16))
        self.assertIn(format_date(self.env, rows[1].date), application.schedule)
        money = formatLang(self.env, 8884.88, currency_obj=application.currency_id)
        self.assertIn(money, application.schedule)
        dearer = application.full_cost
        self.product.issue_fee = 0
        application.invalidate_recordset()
        self.assertLess(application.full_cost, dearer)

    def test_impossible_terms_are_told_of(self):
        application = self._create_application(amount=0)
        self.assertEqual(application.figures_problem, "Enter an amount above zero.")
        application.write({"amount": 0.01, "rate": 1000})
        self.assertIn("366", application.figures_problem)
        self.assertIn(application.figures_problem, self.get_reasons(application))
        application.rate = 18
        self.assertEqual(application.figures_problem, "The fees eat up the loan.")
        self.product.issue_fee = 0
        application.invalidate_recordset()
        self.assertFalse(application.figures_problem)
        self.assertEqual(application.payment, 0.01)
        for values in ({"term_months": -3}, {"amount": -1}, {"payment_day": 32}):
            with self.subTest(values=values), mute_logger("odoo.sql_db"):
                with self.assertRaises(IntegrityError), self.env.cr.savepoint():
                    application.write(values)
                    application.flush_recordset()

    # Minimum requirements

    def test_minimum_requirements_are_answered_at_once(self):
        application = self._create_application(purpose=False)
        self.assertEqual(self.get_reasons(application), ["The purpose is known"])
        application.write({"purpose": "a car", "amount": 20_000})
        self.assertIn("begins at", self.get_reasons(application)[0])
        application.amount = 2_000_000
        self.assertIn("ends at", self.get_reasons(application)[0])
        application.write({"amount": 300_000, "term_months": 5})
        self.assertIn("begins at 6", self.get_reasons(application)[0])
        application.term_months = 61
        self.assertIn("ends at 60", self.get_reasons(application)[0])
        application.term_months = 24
        self.assertFalse(self.get_reasons(application))
        application.action_next_stage()

    @freeze_time("2026-01-15")
    def test_age_from_the_beginning_to_the_end(self):
        application = self._create_application()
        for born, is_good in (
            (date(2008, 1, 15), True),
            (date(2008, 1, 16), False),
            (date(1957, 1, 15), False),
            (date(1957, 1, 16), True),
            (False, False),
        ):
            self.client.birth_date = born
            with self.subTest(born=born):
                self.assertEqual(not self.get_reasons(application), is_good)

    def test_what_the_client_can_bear(self):
        application = self._create_application()
        application.income_month = 25_000
        self.assertIn("take", self.get_reasons(application)[0])
        application.income_month = 0
        self.assertIn("not known", self.get_reasons(application)[0])
        application.write({"income_month": 100_000, "debt_month": 40_000})
        self.assertIn("take", self.get_reasons(application)[0])

    def test_the_burden_follows_the_income(self):
        application = self._create_application()
        before = application.burden
        application.income_month *= 2
        self.assertAlmostEqual(application.burden, before / 2)
        application.debt_month += application.income_month
        self.assertAlmostEqual(application.burden, before / 2 + 100)

    def test_requirements_hold_on_every_way(self):
        application = self._create_application(amount=20_000)
        stages = application.process_id._get_stages()
        for stage in stages[1:]:
            with self.assertRaises(UserError):
                application.write({"stage_id": stage.id})
        with self.assertRaises(UserError):
            self._create_application(
                self._create_deal(amount=20_000, term_months=24),
                stage_id=stages[-1].id,
            )

    def test_who_is_too_young_or_too_old_gets_none(self):
        """18 at the beginning, 70 at the end of two years; a company has no age."""
        application = self._create_application()
        today = application.date_start
        for born, said in (
            (False, "birth date"),
            (today - relativedelta(years=18, days=-1), "younger than 18"),
            (today - relativedelta(years=18), ""),
            (today - relativedelta(years=68), ""),
            (today - relativedelta(years=69), "71 years old, up to 70"),
        ):
            with self.subTest(born=born):
                self.client.birth_date = born
                reasons = self.get_reasons(application)
                self.assertEqual(len(reasons), bool(said), reasons)
                self.assertIn(said, "".join(reasons))
        with self.assertRaisesRegex(UserError, "71 years old"):
            application.action_next_stage()

    def test_a_check_of_loans_judges_applications_only(self):
        model = self.env["ir.model"]._get("res.partner")
        for kind in ("loan_age", "application"):
            with self.assertRaises(ValidationError):
                self.env["bank.check"].create(
                    {"name": "x", "kind": kind, "model_id": model.id}
                )

    # Approval

    def test_from_review_to_the_issue(self):
        application = self._create_application()
        with self.assertRaisesRegex(UserError, "stage of review"):
            application.action_request_approval()
        self._send(application)
        self.assertEqual(application.approval_state, "pending")
        with self.assertRaises(UserError):
            application.action_next_stage()
        with self.assertRaises(UserError):
            application.amount = 400_000
        self._decide(application)
        application.action_next_stage()
        application.action_next_stage()
        self.assertEqual(application.stage_id.name, "Ready for Issue")

    def test_conditions_come_before_the_issue(self):
        application = self._create_application()
        self._send(application)
        conditions = [{"kind": "precedent", "name": "Insurance of the flat"}]
        self._decide(application, "approve", conditions)
        self.assertEqual(application.approval_state, "approved_conditions")
        application.action_next_stage()
        with self.assertRaisesRegex(UserError, "Insurance of the flat"):
            application.action_next_stage()
        application.sudo().approval_id.condition_ids.state = "met"
        application.action_next_stage()

    def test_what_was_approved_does_not_change(self):
        application = self._create_application()
        self._send(application)
        self._decide(application)
        application.action_next_stage()
        application.amount = 900_000
        self.assertEqual(application.approval_state, "lapsed")
        with self.assertRaises(UserError):
            application.action_next_stage()
        # back to the review, where it is sent again
        application.stage_id = application.process_id._get_stages()[1]
        application.action_request_approval()
        self.assertEqual(application.approval_state, "pending")

    def test_what_was_sent_does_not_follow_the_catalogue(self):
        draft = self._create_application(amount=100_000)
        with self.assertRaises(AccessError):
            draft.product_terms = {"issue_fee": 0}
        draft.rate = 12
        self._send(draft)
        names = ["payment", "full_cost", "overpayment", "schedule", "kind"]
        before = draft.read(names)
        self.product.write({"issue_fee": 9_000, "loan_kind": "bullet", "rate": 30})
        with self.assertRaisesRegex(UserError, "make a new product"):
            self.product.trade = "deposit"
        draft.invalidate_recordset()
        self.assertEqual(draft.read(names), before)
        self._decide(draft)
        draft.invalidate_recordset()
        self.assertEqual(draft.read(names), before)

    def test_a_refusal_ends_it(self):
        application = self._create_application()
        self._send(application)
        self._decide(application, "reject")
        self.assertEqual(application.approval_state, "rejected")
        with self.assertRaises(UserError):
            application.action_next_stage()
        self._create_application()  # another one may be made

    def test_who_sells_does_not_decide(self):
        seller = self.underwriter
        self.deal.sudo().user_id = seller
        application = self._create_application(user=self.head)
        application.action_next_stage()
        with self.assertRaisesRegex(UserError, "Nobody may decide"):
            application.action_request_approval()

    # The deal waits for it

    def test_the_deal_is_won_with_what_was_approved(self):
        action = self.process.action_new_version()
        draft = self.env["bank.process"].browse(action["res_id"])
        draft._get_stages()[2].check_exit_ids |= self.env["bank.check"].create(
            {
                "name": "Approved",
                "kind": "application",
                "model_id": self.env["ir.model"]._get("crm.lead").id,
            }
        )
        draft.action_publish()
        deal = self._create_deal(amount=300_000, term_months=24)
        deal.action_next_stage()
        deal.action_next_stage()
        deal.activity_ids.action_feedback()

        def check_refused(reason):
            with self.assertRaisesRegex(UserError, reason):
                deal.action_next_stage()

        check_refused("no application")
        application = self._create_application(deal)
        check_refused("is on its stage")
        self._send(application)
        self._decide(application)
        application.action_next_stage()
        application.action_next_stage()
        deal.amount = 900_000
        check_refused("are not those")
        deal.amount = 300_000
        deal.action_next_stage()
        self.assertEqual(deal.agreement_ids.amount, 300_000)

    def test_the_deal_keeps_what_is_asked_for(self):
        application = self._create_application()
        with self.assertRaisesRegex(UserError, application.name):
            self.deal.product_id = self.other_product
        application.action_withdraw()
        self.deal.product_id = self.other_product

    def test_the_form_reads_the_same_number_of_times(self):
        application = self._create_application()
        form = Form(application.with_user(self.manager))
        self.assertEqual(form.payment, application.payment)
        others = application
        for _number in range(4):
            deal = self._create_deal(amount=300_000, term_months=24)
            others |= self._create_application(deal)
        names = ["payment", "burden", "gate_blockers", "approval_state", "stage_id"]

        def count(rows):
            rows = rows.with_user(self.manager)
            return count_queries(self.env, lambda: rows.read(names))

        self.assertEqual(count(application), count(others))
