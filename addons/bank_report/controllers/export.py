# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Stock exports, with the guard against formulas in their cells."""

import json

from werkzeug.datastructures import FileStorage

from odoo import http

from odoo.addons.web.controllers import export, pivot

from ..tools.cell import guard_text, is_formula_like


class GuardedCells:
    """Mixin for the stock writers of .xlsx files: text is written as text."""

    def write(self, row, column, cell_value, style=None):
        if not isinstance(cell_value, str):
            return super().write(row, column, cell_value, style)
        return self.worksheet.write_string(
            row, column, cell_value, self._guard(cell_value, style)
        )

    def _guard(self, text, style):
        if not is_formula_like(text):
            return style
        if not hasattr(self, "_quoted_style"):
            self._quoted_style = self.workbook.add_format(
                {"quote_prefix": True, "text_wrap": True}
            )
        return self._quoted_style


class GuardedExportXlsxWriter(GuardedCells, export.ExportXlsxWriter):
    """A flat list."""


class GuardedGroupExportXlsxWriter(GuardedCells, export.GroupExportXlsxWriter):
    """A list in groups."""


class BankExcelExport(export.ExcelExport):
    # the stock bodies, which name their writers, with ours in their place
    def from_group_data(self, fields, columns_headers, groups):
        with GuardedGroupExportXlsxWriter(
            fields, columns_headers, groups.count
        ) as writer:
            row, column = 1, 0
            for name, group in groups.children.items():
                row, column = writer.write_group(row, column, name, group)
        return writer.value

    def from_data(self, fields, columns_headers, rows):
        with GuardedExportXlsxWriter(fields, columns_headers, len(rows)) as writer:
            for row_index, row in enumerate(rows, start=1):
                for cell_index, cell_value in enumerate(row):
                    writer.write_cell(row_index, cell_index, cell_value)
        return writer.value


class BankCSVExport(export.CSVExport):
    def from_data(self, fields, columns_headers, rows):
        """Stock guards three signs of ten, and no heading."""
        rows = [[self._guard(value) for value in row] for row in rows]
        headers = [guard_text(header) for header in columns_headers]
        return super().from_data(fields, headers, rows)

    def _guard(self, value):
        if isinstance(value, bytes):
            value = value.decode()
        return guard_text(value)


class BankTableExporter(pivot.TableExporter):
    @http.route()
    def export_xlsx(self, data, **kw):
        """A pivot table: its headings are texts of records, sent by the browser."""
        content = json.load(data) if isinstance(data, FileStorage) else json.loads(data)
        for key, value in (content or {}).items():
            if isinstance(value, list):
                content[key] = self._guard_titles(value)
        return super().export_xlsx(json.dumps(content), **kw)

    def _guard_titles(self, content):
        if isinstance(content, dict):
            return {key: self._guard_titles(value) for key, value in content.items()}
        if isinstance(content, list):
            return [self._guard_titles(value) for value in content]
        return guard_text(content)
