# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

SLICE = 2_000


class BankReportSheet(models.AbstractModel):
    """Base of tables for spreadsheets: inherit it as ``report.<report_name>``.

    The report action has the type bank-xlsx and that report_name; the method below
    says what stands on the sheets. Rows are asked for one by one while the file is
    written, so a generator needs no more memory for a million of them than for one.
    """

    _name = "bank.report.sheet"
    _description = "Table for Spreadsheets (abstract)"

    @api.model
    def _get_sheets(self, docs, data):
        """Yield ``(title, columns, rows)`` for each table of the file.

        :param docs: the records to print; access to read them has been checked
        :param data: options of the action, which the user may have forged
        :return: columns are ``Column`` of ``tools/sheet.py``, rows any iterable
        """
        raise NotImplementedError

    @api.model
    def _iter_slices(self, records, size=SLICE):
        """Yield records in slices, forgetting each when the next one is asked for."""
        for start in range(0, len(records), size):
            part = records[start : start + size]
            # a recordset of its own prefetches its own slice only
            yield part.with_prefetch()
            self.env.flush_all()
            part.invalidate_recordset(flush=False)

    @api.model
    def _get_currencies(self):
        """Return ``{code: (symbol, decimal places)}`` of the active currencies."""
        currencies = self.env["res.currency"].search_fetch(
            [], ["name", "symbol", "decimal_places"]
        )
        return {
            currency.name: (currency.symbol, currency.decimal_places)
            for currency in currencies
        }
