# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import datetime
import doctest
import importlib
from decimal import Decimal

from markupsafe import Markup

from odoo.tests import tagged

from ..tools import docx_template
from .docx_common import (
    DocxCase,
    add_footnotes,
    make_docx,
    raw_paragraph,
    read,
    read_part,
    relate,
)

PAYMENTS = [
    {"date": datetime.date(2026, 1, 31), "amount": 100},
    {"date": None, "amount": 0.1},
]
KNOWN = {
    "client": {"name": None, "inn": None, "manager": {"name": None}},
    "payments": [{"date": None, "amount": None}],
    "amount": None,
}
SCHEDULE = (
    ("№", "Date", "Amount"),
    ("{%tr for p in payments %}", "", ""),
    ("{{ loop.index }}", "{{ p.date }}", "{{ p.amount|money }}"),
    ("{%tr endfor %}", "", ""),
    ("", "", "{{ payments|sum('amount')|money }}"),
)
FILTERS = (
    ("x|money", "1 234 567,50"),
    ("x|money('RUB')", "1 234 567,50 ₽"),
    ("x|money('CHF')", "1 234 567,50 CHF"),
    ("x|number(1)", "1 234 567,5"),
    ("0.125|percent", "12,5 %"),
    ("day|date('long')", "1 марта 2026 г."),
    ("day|date('quoted')", "«01» марта 2026 г."),
    ("day|date('month')", "март 2026"),
    ("n|words", "двадцать два"),
    ("n|words('f')", "двадцать две"),
    ("2.5|money_words", "два рубля 50 копеек"),
    ("5|money_words('CNY')", "пять CNY 00/100"),
    ("n|plural('день', 'дня', 'дней')", "дня"),
    ("11|plural('день', 'дня', 'дней')", "дней"),
    ("'abC'|upper", "ABC"),
    ("'abC'|capitalize", "AbC"),
    ("2.345|round(2)", "2,35"),
    ("none_here|default('-')", "-"),
    ("rows|length", "3"),
    ("rows|join('; ', 'n')", "a; b"),
    ("(rows|first).n", "a"),
    ("rows[-1].n", "b"),
    ("x|деньги", "1 234 567,50"),
    ("21.05|сумма_прописью", "двадцать один рубль 05 копеек"),
)


@tagged("post_install", "-at_install")
class TestDocxTemplate(DocxCase):
    def test_examples_in_docstrings_are_true(self):
        attempted = 0
        for name in ("fields", "filters", "package", "sandbox"):
            module = importlib.import_module(
                f"odoo.addons.bank_report.tools.docx_{name}"
            )
            result = doctest.testmod(module)
            self.assertFalse(result.failed)
            attempted += result.attempted
        self.assertGreater(attempted, 8)

    def test_fields_and_conditions(self):
        lines = self.render(
            "{{ client.name }}, {% if amount > 5 %}more{% else %}less{% endif %}",
            "{{ 'yes' if client.name else 'no' }} {{ amount * 2 + 1 }} {{ -amount }}",
            context={"client": {"name": "ООО «Ромашка»"}, "amount": 6},
        )
        self.assertEqual(lines, ["ООО «Ромашка», more", "yes 13 -6"])

    def test_row_of_a_table_for_each_row_of_a_list(self):
        lines = self.render(rows=SCHEDULE, context={"payments": PAYMENTS})
        self.assertEqual(
            lines,
            ["№|Date|Amount", "1|31.01.2026|100,00", "2|____________|0,10", "||100,10"],
        )

    def test_paragraph_for_each_row_of_a_list(self):
        lines = self.render(
            "{%p for p in payments if p.amount > 1 %}",
            "{{ p.amount }}",
            "{%p endfor %}",
            context={"payments": PAYMENTS},
        )
        self.assertEqual(lines, ["100"])

    def test_torn_fields(self):
        torn = [
            "{",
            "{ client",
            ".na",
            "me }",
            "} and {",
            "% if client.name %",
            "}x{% en",
        ]
        lines = self.render([*torn, "dif %}"], context={"client": {"name": "A"}})
        self.assertEqual(lines, ["A and x"])

    def test_spelling_marks_within_a_field(self):
        content = raw_paragraph(
            '<w:r><w:t>{{ client</w:t></w:r><w:proofErr w:type="spellStart"/>'
            "<w:r><w:rPr><w:b/></w:rPr><w:t>.name }}</w:t></w:r>"
        )
        rendered = docx_template.render(content, {"client": {"name": "A"}})
        self.assertEqual(read(rendered), ["A"])

    def test_typographic_quotes_and_blanks(self):
        for left, right in ("«»", "“”", "„“", "‘’"):
            with self.subTest(left=left):
                text = f"{{{{ x|default({left}нет{right}) }}}}"
                self.assertEqual(self.render(text), ["нет"])
        self.assertEqual(self.render("{{\xa0x|default('«нет»')\xa0}}"), ["«нет»"])

    def test_header_footer_footnotes_and_title(self):
        content = make_docx(header="h {{ x }}", footer="f {{ x }}")
        content = add_footnotes(content, "n {{ x }}")
        rendered = docx_template.render(content, {"x": "A & B"})
        parts = ("word/header1.xml", "word/footer1.xml", "word/footnotes.xml")
        for part in parts:
            with self.subTest(part=part):
                self.assertIn(" A &amp; B", read_part(rendered, part))
        self.assertEqual(docx_template.list_fields(content), ["x"])

    def test_values_stay_text(self):
        value = "A & B <w:p/> </w:t> \"q\" 'p' {{ x }} {% if %} &amp; <!-- -->"
        self.assertEqual(self.render("{{ x }}", context={"x": value}), [value])
        # what calls itself safe HTML is text as well
        self.assertEqual(
            self.render("{{ x }}", context={"x": Markup("<b>1</b>")}), ["<b>1</b>"]
        )

    def test_newlines_in_values(self):
        self.assertEqual(
            self.render("{{ x }}", context={"x": "a\nb\r\nc"}), ["a\nb\nc"]
        )

    def test_letters_that_xml_cannot_hold(self):
        text = "a\x00b\x0bc\x0cd\x07e\ud800f\ufffe"
        self.assertEqual(self.render("{{ x }}", context={"x": text}), ["abcdef"])

    def test_missing_is_a_line_to_write_on(self):
        text = "{{ a }}|{{ b.c.d }}|{{ e|money }}|{{ f }}|{{ g + 1 }}|{{ h ~ '' }}"
        lines = self.render(text, context={"a": None, "e": None}, missing="___")
        self.assertEqual(lines, ["|".join(["___"] * 6)])
        self.assertNotIn("None", lines[0])

    def test_missing_in_conditions_is_no(self):
        text = "{% if x > 1 or x < 1 or x == 1 or x %}a{% else %}b{% endif %}"
        self.assertEqual(self.render(text), ["b"])
        self.assertEqual(self.render("{% for r in x %}a{% else %}b{% endfor %}"), ["b"])

    def test_plain_values_are_written_for_people(self):
        context = {
            "day": datetime.date(2026, 3, 1),
            "time": datetime.datetime(2026, 3, 1, 12, 30),
            "sum": Decimal("1234.50"),
            "year": 2026,
            "yes": True,
        }
        text = "{{ day }} {{ time }} {{ sum }} {{ year }} {{ yes }}"
        self.assertEqual(
            self.render(text, context=context),
            ["01.03.2026 01.03.2026 1 234,5 2026 да"],
        )

    def test_filters(self):
        context = {
            "x": Decimal("1234567.5"),
            "n": 22,
            "day": datetime.date(2026, 3, 1),
            "rows": [{"n": "a"}, {"n": None}, {"n": "b"}],
        }
        for text, expected in FILTERS:
            with self.subTest(text=text):
                lines = self.render(f"{{{{ {text} }}}}", context=context)
                self.assertEqual(lines, [expected])

    def test_another_language(self):
        lines = self.render(
            "{{ x|money }} {{ d|date('long') }}",
            context={"x": 1234.5, "d": datetime.date(2026, 3, 1)},
            lang="en_US",
        )
        self.assertEqual(lines, ["1,234.50 March 1, 2026"])

    def test_list_fields_follows_loops(self):
        content = make_docx(
            "{% for g in groups %}{% for p in g.payments if p.due %}{{ p.date }}"
            "{% endfor %}{% endfor %} {{ payments|sum('amount') }} {{ p.outside }}",
            "{% if client %}{{ client.name|default(client.inn) }}{% endif %}"
            "{{ loop_free }} {{ (payments|last).date }} {{ rows[0]['x'] }}",
        )
        self.assertEqual(
            docx_template.list_fields(content),
            [
                "client.inn",
                "client.name",
                "groups.payments.date",
                "groups.payments.due",
                "loop_free",
                "p.outside",
                "payments.amount",
                "payments.date",
                "rows.x",
            ],
        )

    def test_unknown_field_with_suggestion(self):
        content = make_docx("Dear {{ client.nmae }}", "{{ clint.manager.name }}")
        first, second = docx_template.check_template(content, KNOWN)
        self.assertEqual(first.code, "unknown_field")
        self.assertEqual(first.detail, "client.nmae")
        self.assertEqual(first.suggestions[0], "client.name")
        self.assertEqual(first.near, "Dear {{ client.nmae }}")
        self.assertEqual(second.suggestions[0], "client")

    def test_loop_variable_is_checked_by_its_list(self):
        content = make_docx("{% for p in payments %}{{ p.day }}{% endfor %}")
        (problem,) = docx_template.check_template(content, KNOWN)
        self.assertEqual(problem.detail, "payments.day")

    def test_lists_and_records_are_not_values(self):
        for text, code in (
            ("{{ payments }}", "is_a_list"),
            ("{{ client }}", "is_a_record"),
            ("{% for c in client %}{% endfor %}", "not_a_list"),
            ("{% for c in client.name %}{% endfor %}", "not_a_list"),
            ("{{ client.name.first }}", "unknown_field"),
        ):
            with self.subTest(text=text):
                self.assertEqual(self.get_codes(make_docx(text), KNOWN), [code])

    def test_good_template_has_no_problems(self):
        content = make_docx(
            "{% if payments %}{{ payments|length }}{% endif %} {{ client.inn }}",
            rows=SCHEDULE,
        )
        self.assertEqual(docx_template.check_template(content, KNOWN), [])

    def test_mistakes_are_told_with_the_text_around(self):
        for text, code, detail in (
            ("Dear {{ client.name and", "unclosed_tag", "{{"),
            ("Dear {{ client {{ x }}", "unclosed_tag", "{{"),
            ("Dear {% for p in payments %}", "unclosed_block", "endfor"),
            ("Dear {% if x %}", "unclosed_block", "endif"),
            ("Dear {% endfor %}", "unexpected_end", "endfor"),
            ("Dear {% fro p in payments %}", "unknown_tag", "fro"),
            ("Dear {{ x|mony }}", "unknown_filter", "mony"),
            ("Dear {{ client name }}", "syntax", ""),
        ):
            with self.subTest(text=text):
                (problem,) = docx_template.check_template(make_docx(text), None)
                self.assertEqual(problem.code, code)
                self.assertIn(detail, problem.detail)
                self.assertIn("Dear", problem.near)
                self.assertIn(problem.code, docx_template.PROBLEMS)

    def test_hyperlinks_may_stay(self):
        content = relate(make_docx("{{ x }}"), "hyperlink", "https://www.cbr.ru")
        self.assertEqual(self.get_codes(content), [])
        self.assertEqual(read(docx_template.render(content, {"x": "1"})), ["1"])
