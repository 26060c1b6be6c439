# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import binascii

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.bank_crm_core.tools.client_file import FileError, read_sheet

from ..tools import forms


class BankStatementSpread(models.TransientModel):
    """The forms as the client brings them, read into the lines of a statement."""

    _name = "bank.statement.spread"
    _description = "Read a Statement"

    statement_id = fields.Many2one(
        comodel_name="bank.statement", required=True, ondelete="cascade"
    )
    file = fields.Binary(required=True, attachment=False)
    file_name = fields.Char()
    column = fields.Integer(
        string="Column of Amounts",
        default=1,
        help="1 is the first one behind the codes: usually the period itself, then the "
        "one before.",
    )

    def action_read(self):
        """Put the amounts of the file into the statement; it stays a draft."""
        self.ensure_one()
        self.statement_id.check_access("write")
        self.statement_id._check_draft()
        items = self.env["bank.statement.item"].search([("code", "!=", False)])
        found = forms.read_rows(self._read_file(), set(items.mapped("code")))
        amounts = {
            code: numbers[self.column - 1]
            for code, numbers in found.items()
            if 1 <= self.column <= len(numbers) and numbers[self.column - 1] is not None
        }
        if not amounts:
            raise UserError(
                self.env._(
                    "No amounts are found. The sheet needs a column with the codes of "
                    "lines (1110, 2110 …) and amounts behind it."
                )
            )
        self.statement_id._spread(items, amounts)
        return {"type": "ir.actions.act_window_close"}

    def _read_file(self):
        try:
            content = base64.b64decode(self.file or b"", validate=True)
            return read_sheet(self.file_name or "", content)
        except (FileError, binascii.Error) as error:
            raise UserError(
                self.env._("The file cannot be read. Save it as xlsx and try again.")
            ) from error


class BankStatement(models.Model):
    _inherit = "bank.statement"

    def action_spread(self):
        """Ask for the file of the forms."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Read a Statement"),
            "res_model": "bank.statement.spread",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_statement_id": self.id},
        }

    def _spread(self, items, amounts):
        """Set the lines to what was read; lines that were not read stay."""
        self.ensure_one()
        lines = {line.item_id: line for line in self.line_ids}
        new = []
        for item in items:
            if item.code not in amounts:
                continue
            amount = float(amounts[item.code])
            if item in lines:
                lines[item].amount = amount
            else:
                new.append(
                    {"statement_id": self.id, "item_id": item.id, "amount": amount}
                )
        self.env["bank.statement.line"].create(new)
