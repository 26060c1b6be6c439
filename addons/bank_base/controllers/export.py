# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""An export changes nothing: a replica may serve it, and its row is sent meanwhile.

``READING_PATHS`` of ``tools/access_notes.py`` are these routes.
"""

from contextlib import contextmanager

from psycopg2.errors import ReadOnlySqlTransaction
from werkzeug.exceptions import InternalServerError

from odoo.http import route

from odoo.addons.web.controllers import export


def is_reading(_controller, _rule, _args):
    """Return True; a route that stock declares to write is turned by a function only."""
    return True


@contextmanager
def _written_after_all():
    """Stock makes an answer of any error: of a write on a replica Odoo has to hear."""
    try:
        yield
    except InternalServerError as error:
        if isinstance(error.__cause__, ReadOnlySqlTransaction):
            raise error.__cause__ from None
        raise


class BankCSVExport(export.CSVExport):
    @route(readonly=is_reading)
    def web_export_csv(self, data):
        with _written_after_all():
            return super().web_export_csv(data)


class BankExcelExport(export.ExcelExport):
    @route(readonly=is_reading)
    def web_export_xlsx(self, data):
        with _written_after_all():
            return super().web_export_xlsx(data)
