# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The credit memo: assembled from data and words, decided on, fixed with the decision."""

import io
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools.pdf import PdfFileReader

from odoo.addons.bank_base.tests.common import TourCase
from odoo.addons.bank_indicators.tests.test_statement import StatementCommon

from .papers_common import read_docx
from .test_structure import StructureCommon
from .test_ui import ADDONS


class MemoCommon(StructureCommon):
    """The application of a company with statements from a file, a flat, a guarantor."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.factory = cls._create_client(
            "Завод", client_kind="company", manager_id=cls.manager.id
        )
        cls.factory_deal = cls._create_deal(
            partner_id=cls.factory.id, amount=300_000, term_months=24
        )
        cls.application = cls._create_application(cls.factory_deal)
        cls.statement = cls._spread(cls.factory)
        cls.env["bank.collateral.pledge"].with_user(cls.manager).create(
            {"collateral_id": cls.flat.id, "application_id": cls.application.id}
        )
        cls.env["bank.application.party"].with_user(cls.manager).create(
            {
                "application_id": cls.application.id,
                "partner_id": cls.colleague_client.id,
                "role": "guarantor",
            }
        )

    @classmethod
    def _spread(cls, company):
        statement = (
            cls.env["bank.statement"]
            .with_user(cls.manager)
            .create({"partner_id": company.id, "date_end": date(2025, 12, 31)})
        )
        action = statement.action_spread()
        dialogs = cls.env["bank.statement.spread"].with_user(cls.manager)
        content = StatementCommon._make_file()
        dialog = dialogs.with_context(**action["context"]).create(
            {"file": content, "file_name": "form.xlsx"}
        )
        dialog.action_read()
        statement.action_lock()
        return statement

    def _open_memo(self, user=None):
        application = self.application.with_user(user or self.manager)
        action = application.action_open_memo()
        return (
            self.env["bank.credit.memo"]
            .with_user(user or self.manager)
            .browse(action["res_id"])
        )

    def _say(self, memo, text, section="conclusion"):
        wanted = self.env.ref(f"bank_loan_pipeline.bank_credit_memo_section_{section}")
        line = memo.line_ids.filtered(lambda line: line.section_id == wanted)
        line.with_user(memo.env.user).text = text
        return line


@tagged("post_install", "-at_install")
class TestMemo(MemoCommon):
    def _decide_on(self, verdict="approve"):
        self._send(self.application)
        self._decide(self.application, verdict)

    def test_a_memo_is_assembled_from_the_data(self):
        self.application.statement_ids = self.statement
        memo = self._open_memo()
        self._say(memo, "Выдать")
        found = {row["title"]: row for row in memo._get_sections()}
        self.assertIn(["Client", "Завод"], found["Client"]["facts"])
        self.assertIn("Сидорова Анна", str(found["Parties and Exposure"]["rows"]))
        self.assertIn("Flat", str(found["Collateral"]["rows"]))
        ratios = dict(row[:2] for row in found["Financial Position"]["rows"])
        liquidity = self.env.ref("bank_indicators.bank_indicator_current_ratio", False)
        self.assertTrue(ratios)
        if liquidity:
            self.assertRegex(str(ratios), "1[.,]33")
        self.assertEqual(found["Conclusion"]["text"], "Выдать")
        self.assertIn("Выдать", memo.preview)
        self.assertEqual(self._open_memo(), memo)

    def test_it_tells_the_whole_package_of_the_deal(self):
        memo = self._open_memo()
        money = self.application._write_money

        def read(user):
            sections = memo.with_user(user)._get_sections()
            return next(s for s in sections if s["title"] == "What Is Asked For")

        self.assertFalse(read(self.manager)["rows"])
        self.product.rate = 12.5
        facility = {"product_id": self.product.id, "amount": 40_000, "term_months": 6}
        self.env["bank.deal.facility"].with_user(self.manager).create(
            {**facility, "deal_id": self.factory_deal.id, "purpose": "Станок"}
        )
        section = read(self.underwriter)
        self.assertIn(["Package, total", money(340_000)], section["facts"])
        main, further = section["rows"]
        self.assertEqual(main[:3], [self.product.name, money(300_000), "24"])
        rate = self.application._write_number(12.5)
        self.assertEqual(
            further, [self.product.name, money(40_000), "6", rate, "Станок"]
        )
        self._decide_on()
        self.product.name = "Another"
        self.assertIn(further, memo.content["sections"][1]["rows"])

    def test_it_follows_the_data_until_the_decision_and_not_after(self):
        memo = self._open_memo()
        self.application.purpose = "Станок"
        self.assertIn("Станок", str(memo._get_sections()))
        self._say(memo, "Выдать")
        self._decide_on()
        self.assertEqual(memo.state, "frozen")
        self.factory.name = "Другой завод"
        self.assertIn("Завод", str(memo._get_sections()))
        self.assertNotIn("Другой завод", str(memo._get_sections()))
        self.assertTrue(memo.is_intact)
        rows = self.env["bank.decision"].search(
            [("kind", "=", "credit_memo"), ("res_id", "=", memo.id)]
        )
        self.assertIn(memo.sha256, rows.payload)

    def test_an_analyst_who_has_left_does_not_empty_it(self):
        """Moved to another branch before the last vote: who decides sees the data."""
        self.manager.lang = "en_US"
        tell = type(self.application)._tell_memo_sections

        def tell_afresh(application, memo):
            # what others have read meanwhile is no right of the analyst
            application.env.invalidate_all()
            return tell(application, memo)

        self.patch(type(self.application), "_tell_memo_sections", tell_afresh)
        for decision in ("reject", "approve"):
            with self.subTest(decision=decision):
                self.env.cr.execute("SAVEPOINT moved")
                memo = self._open_memo()
                self._say(memo, "Выдать")
                self._send(self.application)
                self.manager.sudo().branch_ids = self.other_branch
                # as in a request of its own
                self.env.invalidate_all()
                self._decide(self.application, decision)
                sections = memo.sudo().content["sections"]
                self.assertNotIn("Closed to the reader", str(sections))
                self.assertIn("Выдать", [section["text"] for section in sections])
                self.assertIn("Завод", str(sections))
                self.env.cr.execute("ROLLBACK TO SAVEPOINT moved")
                self.env.invalidate_all()
                self.env.registry.clear_cache()

    def test_a_content_changed_behind_the_fields_is_seen(self):
        memo = self._open_memo()
        self._decide_on("reject")
        self.assertTrue(memo.is_intact)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bank_credit_memo SET content = jsonb_set(content, '{decision}', "
            "'\"approved\"') WHERE id = %s",
            [memo.id],
        )
        memo.invalidate_recordset()
        self.assertFalse(memo.is_intact)

    def test_words_are_decided_on(self):
        memo = self._open_memo()
        line = self._say(memo, "Выдать")
        self._send(self.application)
        with self.assertRaises(AccessError):
            line.text = "Отказать"
        self._decide(self.application, "return")
        line.text = "Выдать меньше"
        self.application.approval_id.with_user(self.manager).action_resubmit()
        self._decide(self.application)
        self.assertEqual(memo.state, "frozen")
        self.assertIn("Выдать меньше", str(memo.content))
        with self.assertRaises(UserError):
            line.text = "Отказать"
        with self.assertRaises(UserError):
            line.sudo().text = "Отказать"
        with self.assertRaises(UserError):
            memo.sudo().content = {}

    def test_after_a_lapse_another_version_goes_on_with_the_words(self):
        memo = self._open_memo()
        self._say(memo, "Выдать")
        self._decide_on()
        self.assertEqual(self._open_memo(), memo)
        self.application.amount = 310_000
        self.assertEqual(self.application.approval_state, "lapsed")
        other = self._open_memo()
        self.assertEqual((other.version, other.state), (2, "draft"))
        self.assertIn("Выдать", other.line_ids.mapped("text"))
        self.assertEqual(memo.state, "frozen")

    def test_changed_after_the_decision_the_memo_shows_both(self):
        memo = self._open_memo()
        titles = [row["title"] for row in memo._get_sections()]
        self.assertNotIn("What Changes", titles)  # nothing was decided on before
        self._decide_on()
        before = self.application.payment
        self.application.amount = 330_000
        other = self._open_memo()
        self._say(other, "Станок подорожал", "change")
        [section] = [
            row for row in other._get_sections() if row["title"] == "What Changes"
        ]
        rows = {row[0]: row[1:] for row in section["rows"]}
        money = self.application._write_money
        self.assertEqual(rows["Amount"], [money(300_000), money(330_000)])
        self.assertEqual(
            rows["Monthly Payment"], [money(before), money(self.application.payment)]
        )
        self.assertGreater(self.application.payment, before)
        for name in ("Full Cost, %", "Covered, %", "Value of the Collateral"):
            self.assertIn(name, rows)
        self.application.action_request_approval()
        self._decide(self.application)
        self.assertTrue(other.is_intact)
        self.application.invalidate_recordset()
        [fixed] = [
            row for row in other._get_sections() if row["text"] == "Станок подорожал"
        ]
        # in the language of the analyst, with the same figures
        self.assertEqual(
            [row[1:] for row in fixed["rows"]], [row[1:] for row in section["rows"]]
        )

    def test_it_goes_out_as_pdf_and_word(self):
        self.env.ref(
            "bank_loan_pipeline.bank_document_template_credit_memo"
        ).action_start()
        memo = self._open_memo()
        self._say(memo, "Выдать кредит")
        memo.action_print_word()
        paper = self.application.document_ids.sudo()
        text = read_docx(paper.version_id.content)
        self.assertIn("Выдать кредит", text)
        self.assertIn("Завод", text)
        reports = self.env["ir.actions.report"].with_user(self.manager)
        content, _kind = reports._render_qweb_pdf(
            "bank_loan_pipeline.credit_memo_report", memo.ids
        )
        pages = PdfFileReader(io.BytesIO(content)).pages
        self.assertIn("Выдать кредит", "\n".join(page.extract_text() for page in pages))

    def test_the_memo_of_a_confidential_deal_is_closed(self):
        memo = self._open_memo()
        reader = self._create_user(
            "quiet_reader", "bank_crm_core.group_crm_client_reader", self.branch
        )
        for record in (memo, memo.line_ids[0]):
            self.assertTrue(record.with_user(reader).has_access("read"))
        self.factory_deal.with_user(self.manager)._set_confidentiality(
            "named", self.env["res.users"], "The owner asked us to keep it quiet"
        )
        self.env.invalidate_all()
        for record in (memo, memo.line_ids[0]):
            self.assertFalse(record.with_user(reader).has_access("read"))

    def test_a_colleague_reads_and_does_not_write(self):
        """By the line, by the memo, and by both of them while it is decided on."""
        memo = self._open_memo()
        line = self._say(memo, "Выдать")

        def write_both_ways(user):
            change = {"text": "Отказать"}
            yield lambda: line.with_user(user).write(change)
            yield lambda: memo.with_user(user).write(
                {"line_ids": [Command.update(line.id, change)]}
            )

        self.assertTrue(line.with_user(self.colleague).has_access("write"))
        for write in write_both_ways(self.colleague):
            with self.assertRaisesRegex(AccessError, "by the client manager or an"):
                write()
        self._send(self.application)
        for write in write_both_ways(self.manager):
            with self.assertRaisesRegex(AccessError, "being decided on"):
                write()
        self.assertEqual(line.text, "Выдать")

    def test_who_writes_a_memo(self):
        memo = self._open_memo()
        line = memo.line_ids[0]
        line.with_user(self.underwriter).text = "Проверено"
        with self.assertRaises(AccessError):
            line.with_user(self.stranger).text = "Чужое"
        with self.assertRaises(AccessError):
            self.application.with_user(self.stranger).action_open_memo()
        reader = self._create_user(
            "memo_reader", "bank_crm_core.group_crm_client_reader", self.branch
        )
        with self.assertRaises(AccessError):
            line.with_user(reader).text = "Читатель"
        for values in ({"content": {}}, {"sha256": "0"}, {"state": "frozen"}):
            with self.assertRaises(UserError):
                memo.write(values)
        with self.assertRaises(AccessError):
            self.env["bank.credit.memo"].with_user(self.manager).create(
                {"application_id": self.application.id}
            )
        with self.assertRaises(AccessError):
            memo.unlink()


@tagged("post_install", "-at_install")
class TestMemoTour(MemoCommon, TourCase):
    def test_a_companys_application_and_its_memo_in_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        names = (*ADDONS, "bank_document", "bank_collateral", "bank_indicators")
        modules = self.env["ir.module.module"].search([("name", "in", names)])
        modules._update_translations(["ru_RU"])
        (self.manager | self.underwriter).lang = "ru_RU"
        page = f"/odoo/bank-applications/{self.application.id}"
        self.start_tour(
            page, "bank_loan_memo_tour", login=self.manager.login, timeout=180
        )
        self.assertEqual(self.application.statement_ids, self.statement)
        self._send(self.application)
        self._decide(self.application)
        self.start_tour(
            page, "bank_loan_memo_fixed_tour", login=self.underwriter.login, timeout=180
        )
        self.assertIn("Выдать под залог", str(self.application.memo_id.content))
