# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""From the decision to the agreement, its schedule and the core banking system."""

import json

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.bank_base.tests.answer_server import AnswerServer

from .common import LoanCommon


class IssueCommon(LoanCommon):
    """Deals with all their steps done but the last, applications to decide on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.integration = cls._create_user(
            "integration", "bank_base.group_bank_integration", cls.env["bank.branch"]
        )

    @classmethod
    def _create_ready_deal(cls, **values):
        """A deal before its won stage, its meeting held."""
        terms = {"amount": 300_000, "term_months": 24, **values}
        deal = cls._create_deal(**terms)
        deal.action_next_stage()
        deal.action_next_stage()
        deal.activity_ids.action_feedback()
        return deal

    def _approve(self, deal, conditions=(), **values):
        """Return the application of a deal, approved and as far as it may go."""
        application = self._create_application(deal, **values)
        self._send(application)
        self._decide(application, "approve", conditions)
        application.action_next_stage()
        if not conditions:
            application.action_next_stage()
        return application

    def _read_messages(self, agreements):
        return self.env["bank.outbox"].search(
            [
                ("res_model", "=", "bank.agreement"),
                ("res_id", "in", agreements.ids),
            ]
        )


@tagged("post_install", "-at_install")
class TestIssue(IssueCommon):
    def test_the_button_wins_the_deal_and_lays_the_schedule(self):
        deal = self._create_ready_deal()
        application = self._approve(deal, payment_day=10)
        self.assertTrue(application.can_issue)
        application.action_issue()
        agreement = deal.agreement_ids
        self.assertEqual(deal.won_status, "won")
        self.assertEqual(agreement.application_id, application)
        self.assertEqual(agreement.state, "active")
        rows = agreement.payment_ids
        self.assertAlmostEqual(sum(rows.mapped("principal")), 300_000, 2)
        monthly = rows.filtered("principal")
        self.assertEqual(len(monthly), 24)
        self.assertEqual(set(rows.mapped("kind")), {"schedule"})
        self.assertAlmostEqual(sum(rows.mapped("fee")), 1_500, 2)
        # what the client was shown is what he signs
        expected = application._reckon_one()[0]["rows"]
        self.assertEqual(
            [round(row.amount, 2) for row in monthly.sorted("date")],
            [float(row.payment) for row in expected if row.principal],
        )
        self.assertFalse(application.can_issue)

    def test_a_later_feed_brings_the_same_rows(self):
        deal = self._create_ready_deal()
        self._approve(deal).action_issue()
        agreement = deal.agreement_ids
        before = agreement.payment_ids
        first = before.sorted("date")[0]
        feed = self.env["bank.agreement.payment"].with_user(self.integration)
        report = feed._upsert(
            [
                {
                    "source_key": row.source_key,
                    "agreement": agreement.source_key,
                    "date": fields.Date.to_string(row.date),
                    "kind": "schedule",
                    "state": "paid" if row == first else "due",
                    "amount": row.amount,
                }
                for row in before
            ]
        )
        self.assertFalse(report["refused"])
        self.assertEqual(agreement.payment_ids, before)
        self.assertEqual(first.state, "paid")
        deal.sudo()._make_agreements()
        agreement.sudo()._begin()
        agreement.invalidate_recordset()
        self.assertEqual(
            (deal.agreement_ids, agreement.payment_ids), (agreement, before)
        )

    def test_a_board_shows_deals_that_lack_nothing_but_an_application(self):
        ready = self._create_ready_deal()
        begun = self._create_deal(amount=False, term_months=False)
        begun.action_next_stage()
        shown = (ready | begun).read(["gate_blockers"])
        reasons = {
            row["id"]: [blocker["reason"] for blocker in row["gate_blockers"]]
            for row in shown
        }
        self.assertTrue(reasons[begun.id])
        self.assertEqual(len(reasons[ready.id]), 1)
        self.assertIn("no application", reasons[ready.id][0])

    def test_a_limit_is_born_with_what_may_be_drawn(self):
        """What is due on it follows from what is drawn: the core tells."""
        self.product.write({"is_renewable": True, "loan_kind": "bullet"})
        deal = self._create_ready_deal()
        application = self._approve(deal)
        equal = application.full_cost
        self.product.write({"is_renewable": False, "loan_kind": "annuity"})
        # it was decided on as a limit; its full cost is that of equal payments
        self.assertEqual(application.full_cost, equal)
        other = self._create_application(self._create_deal(amount=300_000))
        other.write({"term_months": 24})
        self.assertEqual(other.full_cost, equal)
        self.assertGreater(other.payment, application.payment)
        application.action_issue()
        agreement = deal.agreement_ids
        self.assertEqual(agreement.amount_limit, 300_000)
        self.assertFalse(agreement.payment_ids)
        content = json.loads(self._read_messages(agreement).payload)
        self.assertEqual((content["limit"], content["schedule"]), ("300000.00", []))
        self.assertEqual(self.client._read_own_loans()[agreement.id][1], 300_000)
        agreement.sudo().balance = 5_000
        self.assertEqual(self.client._read_own_loans()[agreement.id][1], 300_000)

    def test_a_least_payment_of_the_contract_makes_the_full_cost_of_a_limit(self):
        self.product.write({"is_renewable": True, "issue_fee": 3_000})
        application = self._create_application(self._create_deal(amount=300_000))
        application.write({"term_months": 24})
        equal = application.full_cost
        self.product.write({"least_percent": 5, "least_amount": 500})
        application.invalidate_recordset()
        # what is repaid more slowly bears the fee for longer
        self.assertLess(application.full_cost, equal)
        self.product.is_renewable = False
        application.invalidate_recordset()
        self.assertEqual(application.full_cost, equal)
        with self.assertRaisesRegex(Exception, "least payment|check_least_payment"):
            with self.cr.savepoint():
                self.product.least_percent = 101
                self.env.flush_all()

    def test_what_was_decided_on_as_a_loan_is_born_as_one(self):
        """The catalogue may say by now that it is drawn again: nobody decided that."""
        deal = self._create_ready_deal()
        application = self._approve(deal)
        self.product.is_renewable = True
        application.action_issue()
        agreement = deal.agreement_ids
        self.assertFalse(agreement.amount_limit)
        self.assertEqual(len(agreement.payment_ids.filtered("principal")), 24)

    def test_dragging_the_card_is_the_same_way(self):
        deal = self._create_ready_deal()
        self._approve(deal)
        deal.write({"stage_id": self.process._get_stages()[-1].id})
        self.assertTrue(deal.agreement_ids.payment_ids)
        self.assertEqual(len(self._read_messages(deal.agreement_ids)), 1)

    def test_many_are_issued_together_with_few_statements(self):
        def issue(count):
            deals = self.env["crm.lead"].with_user(self.manager)
            for _number in range(count):
                deals |= self._create_ready_deal()
            applications = self.env["bank.application"].with_user(self.manager)
            for deal in deals:
                applications |= self._approve(deal)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            applications.action_issue()
            self.env.flush_all()
            spent = self.env.cr.sql_log_count - before
            self.assertEqual(len(deals.agreement_ids), count)
            self.assertEqual(len(deals.agreement_ids.payment_ids), 25 * count)
            self.assertEqual(len(self._read_messages(deals.agreement_ids)), count)
            return spent

        issue(1)
        one, six = issue(1), issue(6)
        # 25 rows and a message each are written for all at once; the rest is the deal's
        self.assertLess((six - one) / 5, 40)

    # The core banking system

    def test_it_is_handed_over_once_with_keys_and_no_names(self):
        deal = self._create_ready_deal()
        self.client.write({"inn": False})
        application = self._approve(deal)
        application.action_issue()
        agreement = deal.agreement_ids
        agreement.sudo()._begin()
        message = self._read_messages(agreement)
        self.assertEqual(len(message), 1)
        self.assertEqual(message.system_id.code, "core")
        content = json.loads(message.payload)
        self.assertEqual(content["agreement"], agreement.source_key)
        self.assertEqual(content["amount"], "300000.00")
        self.assertEqual(len(content["schedule"]), len(agreement.payment_ids))
        self.assertEqual(content["decision"], application.sudo().approval_id.name)
        self.assertEqual(content["client"]["id"], self.client.id)
        for secret in (self.client.name, "1985", "123-45-67", "1234567"):
            self.assertNotIn(secret, message.payload)

    def test_the_core_takes_it_and_gives_its_number(self):
        deal = self._create_ready_deal()
        self._approve(deal).action_issue()
        agreement = deal.agreement_ids
        message = self._read_messages(agreement)
        self.assertEqual(agreement.with_user(self.manager).core_state, "waiting")
        with AnswerServer((503, b""), (200, b"{}")) as server:
            self.env["ir.config_parameter"].set_param(
                "bank_base.outbox_hosts", server.host
            )
            message.system_id.write(
                {"adapter": "http", "url": f"http://{server.host}/", "timeout": 1}
            )
            message._send()
            message._send()
        self.assertEqual(message.state, "sent")
        self.assertEqual(*[headers["Idempotency-Key"] for headers, _ in server.asked])
        outbox = self.env["bank.outbox"].with_user(self.integration)
        for _again in "ab":
            answer = outbox.confirm([{"key": message.key, "reference": "KR-2026/77"}])
            self.assertEqual(answer["confirmed"], 1)
        self.assertEqual(agreement.number, "KR-2026/77")
        self.assertEqual(agreement.core_state, "confirmed")

    # Afterwards

    def test_what_was_issued_stays(self):
        deal = self._create_ready_deal()
        application = self._approve(deal)
        application.action_issue()
        for change in (
            lambda: application.write({"amount": 1}),
            lambda: application.action_withdraw(),
            lambda: application.write({"stage_id": application.stage_id.id}),
            lambda: application.party_ids.with_user(self.manager).create(
                {
                    "application_id": application.id,
                    "partner_id": self.colleague_client.id,
                    "role": "guarantor",
                }
            ),
        ):
            with self.assertRaisesRegex(UserError, "issued"):
                change()
        self.patch(self.registry["ir.cron"], "_commit_progress", lambda *_a, **_k: 1)
        self.env["bank.approval"]._cron_lapse(today="2999-01-01")
        self.assertEqual(application.approval_state, "approved")
