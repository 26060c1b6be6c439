# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankProcessTrialLine(models.TransientModel):
    _name = "bank.process.trial.line"
    _description = "Gate of a Draft Process"

    trial_id = fields.Many2one(
        comodel_name="bank.process.trial",
        required=True,
        index=True,
        ondelete="cascade",
    )
    stage_name = fields.Char(string="Stage", readonly=True)
    next_name = fields.Char(string="Next Stage", readonly=True)
    document_count = fields.Integer(string="In Work", readonly=True)
    blocked_count = fields.Integer(string="Would Wait", readonly=True)
    reasons = fields.Text(string="Because of", readonly=True)
