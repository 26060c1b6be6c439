# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import binascii

from odoo import fields, models
from odoo.exceptions import UserError


class BankCreditReportAsk(models.TransientModel):
    """Which bureau is asked about the client of an application."""

    _name = "bank.credit.report.ask"
    _description = "Question to a Credit Bureau"

    application_id = fields.Many2one(
        comodel_name="bank.application", required=True, readonly=True
    )
    bureau_id = fields.Many2one(
        comodel_name="bank.credit.bureau",
        required=True,
        default=lambda self: self._default_bureau_id(),
    )
    adapter = fields.Selection(related="bureau_id.adapter")
    file = fields.Binary(string="Answer", attachment=False)
    file_name = fields.Char()

    def _default_bureau_id(self):
        return self.env["bank.credit.bureau"].search([], limit=1)

    def action_ask(self):
        self.ensure_one()
        report = self.env["bank.credit.report"]._ask(
            self.application_id, self.bureau_id, self._decode_file()
        )
        if report.state == "received":
            return {"type": "ir.actions.client", "tag": "soft_reload"}
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "sticky": True,
                "message": self.env._(
                    "“%(bureau)s” gave no answer that can be used: %(problem)s",
                    bureau=self.bureau_id.name,
                    problem=report.problem,
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _decode_file(self):
        if self.adapter != "file" or not self.file:
            return None
        try:
            return base64.b64decode(self.file, validate=True)
        except (binascii.Error, ValueError) as error:
            raise UserError(self.env._("The file cannot be read.")) from error
