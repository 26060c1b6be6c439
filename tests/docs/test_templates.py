"""What docs/templates.md shows is what templates do."""

import re
from datetime import date

from odoo.tests import tagged

from odoo.addons.bank_report.tests.docx_common import DocxCase, make_docx
from odoo.addons.bank_report.tools import docx_filters, docx_sandbox, docx_template

from tools.base import ROOT

CONTEXT = {
    "client": {"name": "ООО «Роза»", "inn": None, "manager": {"name": "Анна Петрова"}},
    "payments": [
        {"number": "A", "date": date(2026, 1, 31), "amount": 100},
        {"number": "B", "date": date(2026, 2, 28), "amount": 200.5},
    ],
}
KNOWN = {
    "client": {"name": None, "inn": None, "manager": {"name": None}},
    "payments": [{"number": None, "date": None, "amount": None}],
}


@tagged("post_install", "-at_install")
class TestTemplatesPage(DocxCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.page = (ROOT / "docs" / "templates.md").read_text()

    def get_block(self, mark):
        return re.search(rf"<!-- {mark} -->\n```\n(.*?)\n```", self.page, re.DOTALL)[1]

    def get_rows(self, heading):
        section = self.page.split(f"\n## {heading}\n")[1].split("\n## ")[0]
        for line in section.split("\n"):
            if line.startswith("| `"):
                cells = re.split(r"(?<!\\) \| ", line.strip("| "))
                yield [cell.replace("\\|", "|") for cell in cells]

    def test_worked_example(self):
        lines = self.get_block("example").split("\n")
        content = make_docx(*lines)
        self.assertEqual(docx_template.check_template(content, KNOWN), [])
        printed = self.render(*lines, context=CONTEXT)
        self.assertEqual(printed, self.get_block("result").split("\n"))

    def test_filters(self):
        context = CONTEXT | {"payments": [row | {} for row in CONTEXT["payments"]]}
        context["payments"][1]["amount"] = 200
        told = set()
        for names, russian, example, result in self.get_rows("Filters"):
            told |= set(re.findall(r"`(\w+)", f"{names} {russian}"))
            with self.subTest(example=example):
                lines = self.render(example.strip("`"), context=context)
                self.assertEqual(lines, [result])
                for known in re.findall(r"`(\w+)", russian):
                    self.assertIn(known, docx_filters.RUSSIAN)
        self.assertEqual(told, docx_filters.NAMES)

    def test_fields_of_loops(self):
        told = {
            name
            for row in self.get_rows("Loops")
            for name in re.findall(r"loop\.(\w+)", row[0])
        }
        self.assertEqual(told | {"revindex0"}, docx_sandbox.LOOP_FIELDS)

    def test_all_examples_are_read(self):
        blocks = re.findall(r"\n```\n(.*?)\n```", self.page, re.DOTALL)
        self.assertGreater(len(blocks), 4)
        for block in blocks:
            with self.subTest(block=block[:40]):
                content = make_docx(*block.split("\n"))
                self.assertEqual(docx_template.check_template(content, None), [])

    def test_limits(self):
        told = re.sub(r"(?<=\d),(?=\d)", "", self.page)
        self.assertIn(f"{docx_sandbox.MAX_ROWS} rows", told)
        self.assertIn(f"{docx_sandbox.MAX_SECONDS} seconds", told)
        self.assertIn(f"{docx_sandbox.MAX_LOOPS} loops", told)
