# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""The memo of a change, and what a refused client is told."""

import base64
import re

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.bank_approval.tests.test_committee import read_pdf

from .test_loan_change import ChangeCommon


def _digits(texts):
    return [re.sub(r"\D", "", text) for text in texts]


@tagged("post_install", "-at_install")
class TestChangeMemo(ChangeCommon):
    """What the decision rests on: terms, payment, cost, exposure and coverage."""

    def _read(self, sections, title):
        [section] = [row for row in sections if row["title"] == title]
        facts = {label: [value] for label, value in section["facts"]}
        return facts | {row[0]: row[1:] for row in section["rows"]}

    def _lay(self):
        """Two payments that are still to come, of what is owed."""
        rows = self.loan.payment_ids.filtered(lambda row: row.kind == "schedule")
        for count, row in enumerate(rows.sorted("date")[1:], 1):
            row.sudo().date = fields.Date.today() + relativedelta(months=count)
        self.loan.sudo().write({"balance": 2_000, "rate": 0})
        self.settled.sudo().amount = 1_000

    def test_it_tells_what_the_change_does(self):
        self._lay()
        self.product.coverage_min = 100
        change = self._begin(
            kind="renewal", date_end=self.end, amount=self.loan.amount + 500
        )
        sections = change._get_memo_sections()
        terms = self._read(sections, "What Changes")
        self.assertIn("Ends On", terms)
        payment = self._read(sections, "Payments and Cost")
        self.assertEqual([*payment["Payments left"]], ["2", "10"])
        self.assertEqual(_digits(payment["Monthly payment"]), ["100000", "20000"])
        self.assertEqual(
            _digits(payment["Full cost of what is left, %"]), ["0000", "0000"]
        )
        owed = self._read(sections, "Exposure")["Owed by the borrower"]
        self.assertEqual(_digits(owed), ["200000", "10050000"])
        missing = self._read(sections, "Collateral")["Missing"]
        self.assertEqual(_digits(missing), ["200000", "10050000"])
        self.assertIn("Payments and Cost", change.memo_preview)

    def test_a_limit_is_told_as_a_whole(self):
        """All that may be drawn is owed by it; its payments are the core's."""
        self._lay()
        self.loan.sudo().amount_limit = self.loan.amount
        change = self._begin(kind="renewal", date_end=self.end)
        for amount, after in ((100_000, "10000000"), (120_000, "12000000")):
            change.amount = amount
            sections = change._get_memo_sections()
            owed = self._read(sections, "Exposure")["Owed by the borrower"]
            self.assertEqual(_digits(owed), ["10000000", after])
            payment = self._read(sections, "Payments and Cost")
            self.assertEqual([*payment["Payments left"]], ["–", "–"])

    def test_a_prolongation_lends_no_more_than_is_left(self):
        self._lay()
        sections = self._begin(date_end=self.end)._get_memo_sections()
        owed = self._read(sections, "Exposure")["Owed by the borrower"]
        self.assertEqual(_digits(owed), ["200000", "200000"])

    def test_sent_it_stays_as_it_was_sent(self):
        self._lay()
        change = self._begin(date_end=self.end, analysis="He has a new contract")
        change.action_request_approval()
        before = change._get_memo_sections()
        self.loan.sudo().balance = 1_900
        self.assertEqual(change._get_memo_sections(), before)
        self.assertEqual(before[-1]["text"], "He has a new contract")
        with self.assertRaises(UserError):
            change.analysis = "He has none"
        # with the decision it is fixed, and the log knows its hash
        self.decide(change)
        self.assertTrue(change.is_memo_intact)
        log = self.env["bank.decision"].search([("kind", "=", "loan_change_memo")])
        [row] = log.filtered(lambda row: row.res_id == change.id)
        self.assertIn(change.memo_hash, row.payload)
        change.action_done()
        self.assertEqual(change._get_memo_sections(), before)

    def test_sent_back_and_sent_again_it_is_laid_anew(self):
        self._lay()
        change = self._begin(date_end=self.end)
        change.action_request_approval()
        self.decide(change, "return")
        change.date_end = self.after(self.end, 60)
        self.loan.sudo().balance = 2_100
        change.approval_id.with_user(self.manager).action_resubmit()
        terms = self._read(change._get_memo_sections(), "What Changes")
        self.assertEqual(terms["Ends On"][1], change._tell("date_end", change.date_end))
        # and so is the loan that is decided on
        self.decide(change)
        change.action_done()
        self.assertEqual(self.loan.version, 2)

    def test_changed_after_the_decision_the_earlier_memo_is_kept(self):
        change = self._approve(self._begin(date_end=self.end))
        first = change.memo_hash
        change.date_end = self.after(self.end, 30)
        self._approve(change)
        self.assertNotEqual(change.memo_hash, first)
        kept = [row["sha256"] for row in change.sudo().memo_fixed]
        self.assertEqual(kept, [first, change.memo_hash])

    def test_a_refusal_fixes_it_too(self):
        change = self._begin(date_end=self.end)
        change.action_request_approval()
        self.decide(change, "reject")
        self.assertTrue(change.memo_hash)

    def test_nobody_forges_it(self):
        change = self._approve(self._begin(date_end=self.end))
        for values in (
            {"memo_content": {"sections": []}},
            {"memo_fixed": []},
            {"memo_hash": "0"},
            {"date_memo": False},
            {"basis": {}},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                change.write(values)
        change.sudo().memo_fixed = [{"sha256": change.memo_hash, "content": {}}]
        self.assertFalse(change.is_memo_intact)

    def test_it_is_printed(self):
        change = self._approve(self._begin(date_end=self.end, analysis="Printed words"))
        action = change.action_print_memo()
        report = self.env["ir.actions.report"].with_user(self.manager)
        html, _kind = report._render_qweb_html(action["report_name"], change.ids)
        self.assertIn(b"Printed words", html)
        self.assertIn(change.memo_hash.encode(), html)


@tagged("post_install", "-at_install")
class TestChangeRefusal(ChangeCommon):
    """X-LOAN-10: whoever is refused other terms is told so, in the bank's words."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.write({"email": "client@example.com", "lang": "en_US"})
        cls.burden = cls.env.ref("bank_loan_pipeline.bank_refusal_reason_burden")
        cls.security = cls.env.ref("bank_loan_pipeline.bank_refusal_reason_security")

    def _refuse(self):
        change = self._begin(date_end=self.end)
        change.action_request_approval()
        self.decide(change, "reject")
        return change

    def test_the_client_reads_what_the_bank_may_tell_and_no_more(self):
        change = self._refuse()
        task = change.activity_ids
        self.assertEqual(task.user_id, self.manager)
        self.assertEqual(task.date_deadline, change.date_answer_due)
        self.assertEqual(change.date_answer_due, self.after(fields.Date.today(), 30))
        with self.assertRaisesRegex(UserError, "reasons first"):
            change.action_tell_refusal()
        change.refusal_reason_ids = self.burden | self.security
        change.action_tell_refusal()
        told = self.burden.with_context(lang="en_US").wording
        message = change.message_ids.filtered(
            lambda row: row.contact_purpose == "statutory"
        )
        self.assertIn(told, message.body)
        self.assertNotIn(self.security.name, message.body)
        self.assertFalse(change.activity_ids)
        for act in (
            change.action_tell_refusal,
            lambda: change.write({"refusal_reason_ids": [(5, 0, 0)]}),
        ):
            with self.assertRaises(UserError):
                act()
        log = self.env["bank.decision"].search([("kind", "=", "refusal")])
        self.assertIn(change.id, log.mapped("res_id"))

    def test_a_client_without_an_address_gets_a_letter(self):
        self.client.email = False
        change = self._refuse()
        change.refusal_reason_ids = self.burden | self.security
        with self.assertRaisesRegex(UserError, "not been told"):
            change.action_print_answer()
        action = change.action_tell_refusal()
        # the letter is printed, in the words that may be told
        report = self.env["ir.actions.report"].with_user(self.manager)
        html, _kind = report._render_qweb_html(action["report_name"], change.ids)
        told = self.burden.with_context(lang="en_US").wording
        self.assertIn(told, html.decode())
        self.assertNotIn(self.security.name, html.decode())
        contact = self.env["bank.interaction"].search(
            [("partner_id", "=", self.client.id), ("purpose", "=", "statutory")]
        )
        self.assertEqual(contact.channel_id.code, "letter")
        # and its copy stays, as the client gets it
        papers = self.env["bank.document"].with_user(self.manager)
        paper = papers.search(
            [("res_model", "=", "bank.agreement"), ("res_id", "=", self.loan.id)]
        )
        self.assertEqual((len(paper), paper.source), (1, "printed"))
        text = read_pdf(base64.b64decode(paper.version_id.content))
        self.assertIn(told.split()[0], text)
        self.assertNotIn(self.security.name, text)

    def test_no_answer_without_a_refusal(self):
        change = self._begin(date_end=self.end)
        with self.assertRaisesRegex(UserError, "not refused"):
            change.refusal_reason_ids = self.burden
        with self.assertRaisesRegex(UserError, "not refused"):
            change.action_tell_refusal()
        with self.assertRaises(AccessError):
            change.date_refusal_told = fields.Datetime.now()

    def test_sent_again_it_is_answered_again(self):
        change = self._refuse()
        change.refusal_reason_ids = self.security
        change.action_tell_refusal()
        change.date_end = self.after(self.end, 30)
        change.action_request_approval()
        self.assertFalse(change.refusal_reason_ids)
        self.decide(change, "reject")
        self.assertFalse(change.date_refusal_told)
        self.assertEqual(len(change.activity_ids), 1)
