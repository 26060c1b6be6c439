# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from ..models.scoring.bank_scoring_result import VERDICTS


class BankScorecardReplayLine(models.TransientModel):
    _name = "bank.scorecard.replay.line"
    _description = "Verdicts in a Trial of a Scorecard"

    replay_id = fields.Many2one(
        comodel_name="bank.scorecard.replay",
        required=True,
        index=True,
        ondelete="cascade",
    )
    verdict_before = fields.Selection(
        selection=[*VERDICTS, ("none", "No Card in Force")],
        string="Verdict Now",
        readonly=True,
    )
    verdict_after = fields.Selection(
        selection=VERDICTS, string="With the Draft", readonly=True
    )
    count = fields.Integer(string="Applications", readonly=True)
    count_approved = fields.Integer(string="Approved of Them", readonly=True)
    count_refused = fields.Integer(string="Refused of Them", readonly=True)
