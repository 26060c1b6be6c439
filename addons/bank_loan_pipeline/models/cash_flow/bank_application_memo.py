# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import format_date


class BankApplication(models.Model):
    """The cash flow of the group as a section of the memo."""

    _inherit = "bank.application"

    @api.model
    def _get_memo_sources(self):
        return [
            *super()._get_memo_sources(),
            ("cash_flow", self.env._("Cash flow of the group")),
        ]

    def _get_memo_cash_flow(self):
        """Each row with what counts, and why it is not what the data say."""
        home = self.income_currency_id
        if not self.cash_flow_line_ids:
            none = (self.env._("Cash flow"), self.env._("not reckoned"))
            return {"facts": [none]}
        return {
            "facts": self._get_memo_cash_facts(home),
            "head": [
                self.env._("Party"),
                self.env._("Row"),
                self.env._("By the data"),
                self.env._("Counts"),
                self.env._("Reason of the analyst"),
            ],
            "rows": [
                *(self._tell_cash_line(line, home) for line in self.cash_flow_line_ids),
                *(self._tell_transfer(row, home) for row in self.cash_transfer_ids),
            ],
        }

    def _get_memo_cash_facts(self, home):
        day = format_date(self.env, self.date_cash_flow)
        ratio = self._write_number(self.dscr) if self.has_dscr else self.cash_flow_note
        beyond = self.cash_beyond_limit and [
            (
                self.env._("Not counted: beyond the limits of guarantors"),
                self._write_money(self.cash_beyond_limit, home),
            )
        ]
        return [
            (self.env._("Reckoned on"), day),
            (
                self.env._("Available for debt service"),
                self._write_money(self.cash_available, home),
            ),
            *(beyond or ()),
            (self.env._("Debt service"), self._write_money(self.cash_service, home)),
            (self.env._("Global DSCR"), ratio),
        ]

    def _tell_cash_line(self, line, home):
        found = self._write_money(line.amount_found, home)
        counts = self._write_money(line.amount, home)
        return [
            line.sudo().partner_id.name,
            line.item_id.name,
            found if line.is_found else line.missing,
            counts if line._is_known() else "–",
            line.is_corrected and line.reason,
        ]

    def _tell_transfer(self, row, home):
        return [
            row.sudo().receiver_id.partner_id.name,
            self._write_label(row, "nature"),
            row.sudo().payer_id.partner_id.name,
            self._write_money(row.amount, home),
            row.reason,
        ]
