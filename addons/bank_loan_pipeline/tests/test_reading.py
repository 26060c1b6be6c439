# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What stands in a paper: proposed from its words, confirmed by a person."""

import base64
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.bank_text.tests.encoder_file import other_file
from odoo.addons.bank_text.tools import topics

from ..models.reading.bank_registry_model import KIND
from .papers_common import SCAN, PapersCommon
from .test_papers import make_docx

POLICY = (
    "Полис страхования № 12/К-26 от 1 декабря 2026 г. Страхователь ИНН 7707083893. "
    "Срок действия: с 01.12.2026 по 30.11.2027. Страховая сумма 1 250 000,50 руб. "
    "Счёт 7707083894."
)


class ReadingCommon(PapersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.env.ref(
            "bank_loan_pipeline.bank_document_type_insurance_policy"
        )
        cls.letter = cls.env.ref("bank_crm_core.bank_document_type_letter")
        cls.letter.extensions = "docx, pdf"
        cls.paper = cls._bring_paper(POLICY)

    @classmethod
    def _bring_paper(cls, text, kind=None, content=None):
        paper = (
            cls.env["bank.document"]
            .with_user(cls.manager)
            .create(
                {
                    "res_model": "bank.application",
                    "res_id": cls.application.id,
                    "type_id": (kind or cls.policy).id,
                }
            )
        )
        name = "paper.pdf" if content else "paper.docx"
        paper._add_version(content or base64.b64decode(make_docx(text)), name)
        return paper

    def _read(self, paper=None, user=None):
        paper = (paper or self.paper).with_user(user or self.manager)
        action = paper.action_read()
        readings = self.env["bank.document.reading"].with_user(user or self.manager)
        return readings.browse(action["res_id"])

    def _tick(self, reading, *codes):
        for line in reading.line_ids:
            line.is_taken = line.code in codes


@tagged("post_install", "-at_install")
class TestReading(ReadingCommon):
    def test_values_are_proposed_and_confirmed_by_a_person(self):
        reading = self._read()
        found = {line.code: line.value for line in reading.line_ids}
        self.assertEqual(
            found,
            {
                "number": "12/К-26",
                "date_issue": "2026-12-01",
                "date_expiry": "2027-11-30",
                "inn": "7707083893",
                "amount": "1250000.50",
            },
        )
        self.assertFalse(self.paper.date_expiry or self.paper.facts)
        self._tick(reading, "date_expiry", "number")
        reading.action_confirm()
        self.assertEqual(self.paper.date_expiry, date(2027, 11, 30))
        self.assertFalse(self.paper.date_issue)
        self.assertEqual(
            [fact["code"] for fact in self.paper.facts], ["number", "date_expiry"]
        )
        self.assertIn("12/К-26", self.paper.fact_table)
        self.assertIn(self.manager.name, self.paper.fact_table)

    def test_the_original_stands_beside_it(self):
        reading = self._read()
        self.assertIn(f"/{self.paper.version_id.id}/", reading.original)
        scan = self._bring_paper("", content=SCAN)
        with self.assertRaisesRegex(UserError, "not read yet.*by hand"):
            scan.with_user(self.manager).action_read()

    def test_an_inn_of_somebody_else_is_told(self):
        self.client.inn = "500100732259"
        (line,) = self._read().line_ids.filtered(lambda row: row.code == "inn")
        self.assertIn("Not the INN", line.note)

    def test_nothing_is_confirmed_that_does_not_stand_there(self):
        reading = self._read()
        line = reading.line_ids.filtered(lambda row: row.code == "date_expiry")
        line.sudo().write({"value": "2099-12-31", "is_taken": True})
        with self.assertRaises(UserError):
            reading.action_confirm()
        self.assertFalse(self.paper.date_expiry)
        with self.assertRaises(UserError):
            self._tick(reading)
            reading.action_confirm()
        with self.assertRaises(AccessError):
            self.paper.with_user(self.manager).facts = [{"code": "inn"}]

    def test_a_judged_paper_keeps_its_dates(self):
        self.paper.with_user(self.verifier).action_verify()
        reading = self._read()
        self._tick(reading, "date_expiry")
        with self.assertRaisesRegex(UserError, "judged as it is"):
            reading.action_confirm()

    def test_another_branch_reads_nothing(self):
        with self.assertRaises(AccessError):
            self._read(user=self.stranger)
        readings = self.env["bank.document.reading"].with_user(self.stranger)
        with self.assertRaises(AccessError):
            readings.create({"document_id": self.paper.id})

    # The type by the words

    def _learn(self):
        for number in range(14):
            for kind, text in (
                (self.policy, f"Полис страхования имущества {number}, страховая сумма"),
                (self.letter, f"Письмо в банк {number}: просим перенести встречу"),
            ):
                paper = self._bring_paper(text, kind)
                paper.with_user(self.verifier).action_verify()
        return self.env["bank.model"]._cron_learn_paper_types()

    def test_a_type_is_learned_from_verified_papers_and_proposed(self):
        self.assertFalse(self._read().type_id)
        model = self._learn()
        self.assertEqual(model.state, "challenger")
        self.assertGreater(model.figure_ids.value, 0.9)
        self.assertFalse(self.env["bank.model"]._cron_learn_paper_types())
        # nothing is proposed before somebody has put it into force
        self.assertFalse(self._read().type_id)
        owner = self._create_user(
            "model_owner", "bank_base.group_bank_model_owner", self.region
        )
        model.with_user(owner).action_promote()
        wrong = self._bring_paper(POLICY, self.letter)
        reading = self._read(wrong)
        self.assertEqual(reading.type_id, self.policy)
        self.assertTrue(reading.is_other_type)
        with self.assertRaises(AccessError):
            reading.action_take_type()
        self.assertEqual(wrong.type_id, self.letter)
        mover = self._create_user(
            "mover",
            "bank_document.group_document_officer,bank_crm_core.group_crm_manager",
            self.region,
        )
        self._read(wrong, mover).action_take_type()
        self.assertEqual(wrong.type_id, self.policy)

    def _put_into_force(self, texts, labels):
        """A model of papers in English, whose sense the sentence encoder tells."""
        data = topics.fit(texts, labels).to_bytes()
        self.env["bank.model"]._enter_version(
            KIND, KIND, "hash", file=base64.b64encode(data)
        )
        self.env.cr.execute(
            "UPDATE bank_model SET state = 'champion' WHERE code = %s", [KIND]
        )
        self.env.invalidate_all()

    def test_a_damaged_encoder_stops_no_reading(self):
        policy, letter = "insurance policy of a house", "please move the meeting"
        texts = [f"{text} {n}" for n in range(14) for text in (policy, letter)]
        self._put_into_force(texts, [self.policy.code, self.letter.code] * 14)
        paper = self._bring_paper(policy)
        for content in (None, b"PK\x03\x04"):
            with (
                other_file(content),
                self.assertLogs("odoo.addons.bank_loan_pipeline", "WARNING") as logs,
            ):
                self.assertFalse(self._read(paper).type_id)
            self.assertIn("No type of a paper is suggested", logs.output[0])
        self.assertEqual(self._read(paper).type_id, self.policy)
