# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest
from xml.etree import ElementTree

from odoo.tests import BaseCase, tagged

from ..tools import cell, chart

SVG = "{http://www.w3.org/2000/svg}"
# the first two of the palette as the drawing spells them
LEGEND = 20
COLORS = ("fill: rgb(12%,30%,47%)", "fill: rgb(87%,55%,27%)")


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

    def _read_bars(self, **options):
        """Return (bottom, height) of the bars of two points, a list a series."""
        series = {"": [1, 2], " ": [3, 1]}
        content = chart.draw_chart("bar", ["I", "II"], series, **options)
        bars = [[], []]
        for element in ElementTree.fromstring(content).iter():
            y = float(element.get("y", 0))
            for number, row in enumerate(bars):
                # the keys of the legend, in the same colours, stand below
                if COLORS[number] in element.get("style", "") and y > LEGEND:
                    row.append((y, float(element.get("height"))))
        return bars

    def test_bars_are_as_high_as_their_values(self):
        first, second = self._read_bars()
        unit = first[0][1]
        heights = [[height / unit for _y, height in row] for row in (first, second)]
        self.assertEqual(heights, [[1, 2], [3, 1]])
        self.assertEqual({y for y, _height in (*first, *second)}, {first[0][0]})

    def test_stacked_bars_stand_upon_each_other(self):
        first, second = self._read_bars(stacked=True)
        for (y, height), (above, _height) in zip(first, second, strict=True):
            self.assertEqual(above, y + height)

    def test_a_line_goes_through_its_values_from_left_to_right(self):
        content = chart.draw_chart("line", list("abcd"), [1, None, 3, 5])
        (line,) = ElementTree.fromstring(content).iter(f"{SVG}polyline")
        points = [
            tuple(map(float, each.split())) for each in line.get("points").split(",")
        ]
        (x1, y1), (x3, y3), (x4, y4) = points
        self.assertTrue(x1 < x3 < x4)
        self.assertAlmostEqual((y4 - y3) / (y3 - y1), 1)
        # the point that is left out keeps its place
        self.assertAlmostEqual((x3 - x1) / (x4 - x3), 2)

    def test_slices_are_as_wide_as_their_values(self):
        """Three of four is more than half a circle, which SVG calls a large arc."""
        content = chart.draw_chart("pie", ["Да", "Нет"], [3, 1])
        arcs = [
            element.get("d").split(" A ")[1].split()[2]
            for element in ElementTree.fromstring(content).iter(f"{SVG}path")
        ]
        self.assertEqual(arcs, ["1", "0"])

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
