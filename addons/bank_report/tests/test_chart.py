# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest
from xml.etree import ElementTree

from odoo.tests import BaseCase, tagged

from ..tools import cell, chart


@tagged("post_install", "-at_install")
class TestChart(BaseCase):
    def _read(self, content):
        root = ElementTree.fromstring(content)
        return " ".join(text.strip() for text in root.itertext() if text.strip())

    def test_kinds_with_cyrillic_labels(self):
        for kind in ("line", "bar", "pie"):
            with self.subTest(kind=kind):
                content = chart.draw_chart(
                    kind, ["Ипотека", "Вклады"], {"Сумма": [1, 2]}
                )
                self.assertIn("Ипотека", self._read(content))
                self.assertIn(b"font-family: Bank Sans", content)

    def test_legend_names_the_series(self):
        content = chart.draw_chart("bar", ["I", "II"], {"План": [1, 2], "Факт": [2, 1]})
        self.assertIn("План Факт", self._read(content))

    def test_lines_are_not_filled(self):
        content = chart.draw_chart("line", ["I", "II", "III"], [1, None, 3])
        self.assertIn(b"fill: none;", content)
        self.assertNotIn(b"fill: None;", content)

    def test_pie_tells_shares(self):
        text = self._read(chart.draw_chart("pie", ["Да", "Нет"], [3, 1]))
        self.assertIn("75,0 %", text)

    def test_labels_are_text_and_not_markup(self):
        content = chart.draw_chart("pie", ["<script>x</script>", "&"], [1, 1])
        tags = {element.tag for element in ElementTree.fromstring(content).iter()}
        self.assertFalse({tag for tag in tags if "script" in str(tag)})

    def test_refusals(self):
        for arguments in (
            ("radar", ["a"], [1]),
            ("bar", [], []),
            ("bar", ["a", "b"], [1]),
            ("pie", ["a"], [0]),
            ("pie", ["a", "b"], [1, -1]),
            ("line", ["a"] * 3000, [1] * 3000),
        ):
            with self.subTest(kind=arguments[0]), self.assertRaises(ValueError):
                chart.draw_chart(*arguments)

    def test_examples_in_the_documentation(self):
        for module in (cell, chart):
            self.assertFalse(doctest.testmod(module).failed)
