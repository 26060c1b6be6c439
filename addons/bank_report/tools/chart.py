# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Charts for printed matter, drawn as SVG by reportlab.graphics."""

import base64
import os
import threading

from reportlab.graphics import renderSVG
from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.charts.linecharts import HorizontalLineChart
from reportlab.graphics.charts.piecharts import Pie
from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = os.path.join(os.path.dirname(os.path.dirname(__file__)), "static", "fonts")
FONT = "Bank Sans"
# told apart by lightness too, for black and white printers
PALETTE = ("#1F4E79", "#E08E45", "#6FA287", "#9A3B3B", "#8FB4D9", "#6C5B7B", "#C9A227")
INK, GRID = HexColor("#3A444D"), HexColor("#D5DBE1")
MAX_POINTS = 2_000
_lock = threading.Lock()


def format_number(value):
    """Group thousands by a narrow gap, decimals only where there are any.

    >>> format_number(1234567.0).replace(chr(160), " "), format_number(-0.25)
    ('1 234 567', '−0,25')
    """
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.translate({ord(","): "\u00a0", ord("."): ",", ord("-"): "−"})


def draw_chart(kind, labels, series, width=480, height=220, stacked=False):
    """Return a chart as SVG (bytes).

    :param kind: line, bar or pie
    :param labels: names of the points along the axis, or of the slices
    :param series: ``{name: values}``, or a plain list of values for one without a
        name; None leaves a point out; a pie takes the first series only
    :param width, height: in points
    :param stacked: bars upon each other instead of side by side
    :raise ValueError: nothing to draw, or values and labels of different number
    """
    if not isinstance(series, dict):
        series = {"": series}
    labels = [str(label) for label in labels]
    values = [list(row) for row in series.values()]
    if kind not in DRAWERS or not labels or not values:
        raise ValueError("A chart needs a kind, labels and values.")
    if any(len(row) != len(labels) for row in values):
        raise ValueError("A chart needs as many values as labels.")
    if len(labels) * len(values) > MAX_POINTS:
        raise ValueError(f"A chart can show {MAX_POINTS} points at most.")
    _register_font()
    drawing = Drawing(width, height)
    DRAWERS[kind](drawing, labels, list(series), values, stacked)
    # reportlab keeps the picture's definitions in module variables while it writes
    with _lock:
        content = renderSVG.drawToString(drawing)
    # it writes Python's None for CSS's none, and lines come out filled with black
    return content.replace("fill: None;", "fill: none;").encode()


def chart_data_uri(kind, labels, series, **options):
    """Return the chart as a ``data:`` URI for the ``src`` of a picture."""
    content = base64.b64encode(draw_chart(kind, labels, series, **options)).decode()
    return f"data:image/svg+xml;base64,{content}"


def _register_font():
    """The widths of the letters; the letters come from the document's own font."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        path = os.path.join(FOLDER, "PTS55F.ttf")
        pdfmetrics.registerFont(TTFont(FONT, path))


def _get_color(index):
    return HexColor(PALETTE[index % len(PALETTE)])


def _shorten(text, room):
    """Cut a label to a width in points."""
    while text and pdfmetrics.stringWidth(text, FONT, 8) > room:
        text = text[:-2].rstrip() + "…" if len(text) > 2 else ""
    return text


def _draw_axes(chart, drawing, labels, values, names):
    legend_height = 18 if any(names) else 0
    chart.x, chart.y = 62, 24 + legend_height
    chart.width = drawing.width - 70
    chart.height = drawing.height - chart.y - 10
    chart.data = values
    # so many names as fit beside each other; the points stay
    step = max(1, -(-len(labels) * 34 // int(chart.width)))
    room = chart.width / len(labels) * step - 4
    axis = chart.categoryAxis
    axis.categoryNames = [
        _shorten(label, room) if index % step == 0 else ""
        for index, label in enumerate(labels)
    ]
    axis.labels.fontName, axis.labels.fontSize = FONT, 8
    axis.labels.fillColor = axis.strokeColor = INK
    axis.labels.dy = -4
    axis.visibleTicks = False
    axis.labelAxisMode = "low"
    axis = chart.valueAxis
    axis.labels.fontName, axis.labels.fontSize = FONT, 8
    axis.labels.fillColor = INK
    axis.labelTextFormat = format_number
    axis.visibleGrid, axis.gridStrokeColor, axis.gridStrokeWidth = True, GRID, 0.5
    axis.visibleAxis = axis.visibleTicks = False
    axis.forceZero, axis.rangeRound = True, "both"
    drawing.add(chart)
    if legend_height:
        _draw_legend(drawing, names)


def _draw_legend(drawing, names):
    x = 62
    for index, name in enumerate(names):
        name = _shorten(name, drawing.width - x - 20)
        if not name:
            break
        _draw_key(drawing, x, 8, index, name)
        x += 26 + pdfmetrics.stringWidth(name, FONT, 8)


def _draw_key(drawing, x, y, index, name):
    drawing.add(Rect(x, y - 1, 8, 8, fillColor=_get_color(index), strokeColor=None))
    drawing.add(String(x + 12, y, name, fontName=FONT, fontSize=8, fillColor=INK))


def _draw_line(drawing, labels, names, values, _stacked):
    chart = HorizontalLineChart()
    _draw_axes(chart, drawing, labels, values, names)
    for index in range(len(values)):
        chart.lines[index].strokeColor = _get_color(index)
        chart.lines[index].strokeWidth = 1.6


def _draw_bar(drawing, labels, names, values, stacked):
    chart = VerticalBarChart()
    _draw_axes(chart, drawing, labels, values, names)
    chart.groupSpacing = 8
    chart.barSpacing = 0 if stacked else 1
    chart.categoryAxis.style = "stacked" if stacked else "parallel"
    for index in range(len(values)):
        chart.bars[index].fillColor = _get_color(index)
        chart.bars[index].strokeColor = None


def _draw_pie(drawing, labels, _names, values, _stacked):
    slices = [
        (label, value) for label, value in zip(labels, values[0], strict=True) if value
    ]
    if not slices or any(value < 0 for _label, value in slices):
        raise ValueError("A pie needs values above zero.")
    chart = Pie()
    side = min(drawing.height - 16, drawing.width / 2)
    chart.x, chart.y = 8, (drawing.height - side) / 2
    chart.width = chart.height = side
    chart.data = [value for _label, value in slices]
    chart.labels = None
    chart.simpleLabels = True
    chart.startAngle, chart.direction = 90, "clockwise"
    chart.slices.strokeColor, chart.slices.strokeWidth = HexColor("#FFFFFF"), 1
    for index in range(len(slices)):
        chart.slices[index].fillColor = _get_color(index)
    drawing.add(chart)
    total, x = sum(chart.data), side + 28
    top = drawing.height / 2 + len(slices) * 7 - 10
    for index, (label, value) in enumerate(slices):
        share = f"{100 * value / total:.1f}".replace(".", ",")
        text = f" — {format_number(value)} ({share} %)"
        room = drawing.width - x - 14 - pdfmetrics.stringWidth(text, FONT, 8)
        _draw_key(drawing, x, top - 14 * index, index, _shorten(label, room) + text)


DRAWERS = {"line": _draw_line, "bar": _draw_bar, "pie": _draw_pie}
