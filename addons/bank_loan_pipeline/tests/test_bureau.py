# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
from datetime import timedelta
from functools import partial

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.bank_base.tests.answer_server import AnswerServer
from odoo.addons.bank_base.tests.common import count_queries

from .common import BureauCommon
from .test_credit_report import BOMB


@tagged("post_install", "-at_install")
class TestBureau(BureauCommon):
    """A credit history is asked for with consent, and read or refused."""

    def ask(self, bureau=None, content=None, user=None):
        bureau = bureau or self.bureau
        if content is None and bureau.adapter == "file":
            content = self._make_answer()
        application = self.application.with_user(user or self.manager)
        reports = application.env["bank.credit.report"]
        return reports._ask(
            application, bureau.with_user(application.env.user), content
        )

    def test_a_file_becomes_obligations_sums_and_a_burden(self):
        before = self.application.burden
        report = self.ask()
        self.assertEqual(
            (report.payment_total, report.overdue_total, report.open_count),
            (22_000, 1500, 2),
        )
        self.assertEqual((report.worst_days, report.inquiry_count), (40, 1))
        self.assertEqual(len(report.line_ids), 3)
        self.assertEqual(self.application.report_payment, 22_000)
        # of 100,000 a month: 22,000 by the bureau instead of 5,000 that he tells
        self.assertAlmostEqual(self.application.burden, before + 17, places=2)

    def test_a_consent_is_named_in_words(self):
        labels = self.consent._fields["purpose"]._description_selection(self.env)
        self.assertEqual(self.consent.display_name, dict(labels)[self.consent.purpose])
        self.assertNotIn("_", self.consent.display_name)

    def test_what_the_client_tells_counts_where_it_is_more(self):
        self.application.debt_month = 30_000
        before = self.application.burden
        self.ask()
        self.assertAlmostEqual(self.application.burden, before)

    def test_a_co_borrower_hides_nothing_that_the_bureau_tells(self):
        """Whoever sells adds a spouse without an income: the debts are still there."""
        self.ask()
        alone = self.application.burden
        party = self.env["bank.application.party"].create(
            {
                "application_id": self.application.id,
                "partner_id": self.other_client.id,
                "role": "co_borrower",
                "income_month": 0,
                "debt_month": 0,
            }
        )
        self.assertAlmostEqual(self.application.burden, alone)
        party.debt_month = 10_000
        self.assertAlmostEqual(self.application.burden, alone + 10, places=2)

    def test_the_answer_is_kept_as_it_came(self):
        report = self.ask()
        paper = report.sudo().document_id
        self.assertEqual(
            (paper.res_model, paper.res_id), ("res.partner", self.client.id)
        )
        content = base64.b64decode(paper.version_id.content)
        self.assertEqual(content, self._make_answer())
        with self.assertRaises(AccessError):
            paper.with_user(self.manager).read(["name"])
        self.assertTrue(paper.with_user(self.underwriter).read(["name"]))

    def test_without_consent_nobody_asks(self):
        for values in (
            {"state": "withdrawn"},
            {"date": fields.Datetime.now() - timedelta(days=190)},
            {"date_expiry": fields.Date.today() - timedelta(days=1)},
        ):
            with self.subTest(values=values):
                self.env.cr.execute("SAVEPOINT said")
                if "state" not in values:
                    self.env.cr.execute(
                        "DELETE FROM bank_consent WHERE partner_id = %s",
                        [self.client.id],
                    )
                    self.env.invalidate_all()
                self._consent(**values)
                with self.assertRaisesRegex(UserError, "has not consented"):
                    self.ask()
                self.env.cr.execute("ROLLBACK TO SAVEPOINT said")
                self.env.invalidate_all()
        self.ask()

    def test_a_bureau_over_http(self):
        with AnswerServer((200, self._make_answer())) as server:
            report = self.ask(self.open_bureau(server))
        self.assertEqual((report.state, report.number), ("received", "N-7"))
        ((headers, body),) = server.asked
        self.assertEqual(headers["Authorization"], "Bearer secret")
        self.assertEqual(body["request"], report.request_key)
        self.assertEqual(body["name"], self.client.name)

    def test_it_is_tried_again_with_the_same_number(self):
        answers = (503, b"busy"), (200, "silence"), (200, self._make_answer())
        with AnswerServer(*answers) as server:
            report = self.ask(self.open_bureau(server))
        self.assertEqual(report.state, "received")
        self.assertEqual(len({body["request"] for _headers, body in server.asked}), 1)
        self.assertEqual(len(server.asked), 3)

    def test_an_answer_that_cannot_be_used_is_told_and_kept_as_a_question(self):
        for answer, reason in (
            ((403, b"no"), "answer 403"),
            ((302, b""), "answer 302"),
            ((206, self._make_answer()), "no answer|answer 206"),
            ((200, b"<html>Sorry</html>"), "no credit report"),
            ((200, b"{}"), "no XML"),
            ((200, BOMB), "document type"),
            ((200, self._make_answer(inn="500100732259")), "somebody else"),
            ((200, self._make_answer(day="2099-11-20")), "in the future"),
            ((200, self._make_answer(day="0001-01-01")), "impossible"),
            ((200, b"x" * (6 << 20)), "too long"),
            ((200, "silence"), "no answer: timed out"),
        ):
            self.client.inn = "771234567859" if "else" in reason else False
            with self.subTest(reason=reason), AnswerServer(answer) as server:
                bureau = self.open_bureau(server, attempts=1)
                report = self.ask(bureau)
                self.assertEqual(report.state, "failed")
                self.assertRegex(report.problem, reason)
                self.assertFalse(report.line_ids)
        self.assertFalse(self.application.credit_report_id)

    def _answer_in(self, code, closed=""):
        home = self.env.company.currency_id.name
        other = f'currency="{code}" {closed}'.encode()
        return self._make_answer().replace(f'currency="{home}"'.encode(), other, 1)

    def _count_papers(self):
        kind = self.env.ref("bank_loan_pipeline.bank_document_type_credit_report")
        return self.env["bank.document"].search_count([("type_id", "=", kind.id)])

    def test_an_answer_that_cannot_be_used_leaves_no_paper(self):
        before = self._count_papers()
        with AnswerServer((200, self._answer_in("XXQ"))) as server:
            report = self.ask(self.open_bureau(server))
        self.assertEqual(report.state, "failed")
        self.assertIn("unknown currency: XXQ", report.problem)
        self.assertEqual(self._count_papers(), before)

    def test_a_currency_without_a_rate_is_not_taken_for_the_banks_own(self):
        currencies = self.env["res.currency"]
        currency = currencies.create(
            {"name": "QQX", "symbol": "Q", "active": False, "full_name": "Test"}
        )
        with self.assertRaisesRegex(UserError, "QQX, of which the bank has no rate"):
            self.ask(content=self._answer_in("QQX"))
        # one that is repaid burdens nobody
        self.assertTrue(self.ask(content=self._answer_in("QQX", 'closed="true"')))
        self.bureau.fresh_days = 0
        self.env["res.currency.rate"].create(
            {
                "currency_id": currency.id,
                "name": "2026-11-01",
                "rate": 0.5,
                "company_id": self.env.company.id,
            }
        )
        report = self.ask(content=self._answer_in("QQX"))
        self.assertEqual(report.payment_total, 2 * 18_000 + 4_000)

    def test_many_obligations_take_as_many_statements_as_few(self):
        row = b"<inquiry"
        loan = (
            f'<obligation type="loan" opened="2025-01-10" ends="2028-01-10" '
            f'currency="{self.env.company.currency_id.name}" amount="5" balance="5" '
            'payment="1"/>'
        ).encode()
        reports = self.env["bank.credit.report"].with_user(self.manager)
        counts = []
        for number in (1, 30):
            content = self._make_answer().replace(row, loan * number + row, 1)
            answer = self.bureau._read(content)
            self.assertEqual(len(answer.obligations), number + 3)
            counts.append(
                count_queries(self.env, partial(reports._prepare_figures, answer))
            )
        self.assertEqual(*counts)

    def test_a_host_that_nobody_has_opened_is_not_asked(self):
        with AnswerServer((200, self._make_answer())) as server:
            bureau = self.open_bureau(server)
            self.env["ir.config_parameter"].set_param(
                "bank_loan_pipeline.bureau_hosts", "elsewhere"
            )
            report = self.ask(bureau)
            self.assertFalse(server.asked)
        self.assertIn("is not open", report.problem)

    def test_it_is_not_asked_twice_within_some_days(self):
        self.ask()
        with self.assertRaisesRegex(UserError, "use that report"):
            self.ask()
        self.bureau.fresh_days = 0
        self.assertEqual(self.ask().state, "received")

    def test_another_application_of_the_client_asks_for_itself(self):
        """Withdrawn and asked for anew within the days of the bureau."""
        first = self.ask()
        withdrawn = self.application
        self.application = self._create_application(self._create_deal())
        report = self.ask()
        self.assertEqual(self.application.credit_report_id, report)
        self.assertEqual(withdrawn.credit_report_id, first)
        self.assertEqual(self.application.report_payment, 22_000)

    def test_a_file_tells_whose_it_is(self):
        own, other = "771234567859", "500100732259"
        for card, told, reason in (
            (own, "", "no INN"),
            (own, other, "somebody else"),
            (False, other, "enter it there"),
        ):
            self.client.inn = card
            with self.subTest(reason=reason), self.assertRaisesRegex(UserError, reason):
                self.ask(content=self._make_answer(inn=told))
        self.client.inn = own
        self.assertEqual(self.ask(content=self._make_answer(inn=own)).state, "received")

    def test_a_file_of_a_day_to_come_is_none(self):
        days = [fields.Date.add(fields.Date.today(), days=count) for count in (0, 3)]
        with self.assertRaisesRegex(UserError, "in the future"):
            self.ask(content=self._make_answer(day=str(days[1])))
        self.assertEqual(
            self.ask(content=self._make_answer(day=str(days[0]))).state, "received"
        )

    def test_who_asks_and_who_sees(self):
        for user in (self.colleague, self.operator, self.stranger, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.ask(user=user)
        report = self.ask(user=self.underwriter)
        for user, reads in (
            (self.manager, True),
            (self.auditor, True),
            (self.stranger, False),
            (self.administrator, False),
        ):
            own = report.with_user(user)
            with self.subTest(user=user.login):
                found = own.has_access("read") and own.search([("id", "=", own.id)])
                self.assertEqual(bool(found), reads)

    def test_nobody_forges_a_report(self):
        report = self.ask()
        values = {
            "application_id": self.application.id,
            "partner_id": self.client.id,
            "bureau_id": self.bureau.id,
            "payment_total": 0,
        }
        for user in (self.manager, self.underwriter, self.administrator):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self.env["bank.credit.report"].with_user(user).create(values)
                with self.assertRaises(AccessError):
                    report.with_user(user).write({"payment_total": 0})
                with self.assertRaises(AccessError):
                    report.line_ids.with_user(user).write({"payment": 0})
                with self.assertRaises(AccessError):
                    report.with_user(user).unlink()
        with self.assertRaises(UserError):
            self.application.with_user(self.manager).write({"credit_report_id": False})
        with self.assertRaises(AccessError):
            self.bureau.with_user(self.administrator).read(["token"])

    def test_the_gate_asks_for_a_report(self):
        check = self.env["bank.check"].create(
            {
                "name": "History",
                "model_id": self.env["ir.model"]._get_id("bank.application"),
                "kind": "credit_report",
            }
        )

        def get_reason():
            return check._find_failures(self.application).get(self.application.id, "")

        self.assertIn("not asked for yet", get_reason())
        self.bureau.fresh_days = 0
        self.ask(content=self._make_answer(day="2026-01-01"))
        self.assertIn("older than 30 days", get_reason())
        day = fields.Date.to_string(fields.Date.today())
        self.ask(content=self._make_answer(day=day))
        self.assertFalse(get_reason())
