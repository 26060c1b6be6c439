# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankDealCalibration(models.Model):
    """What a model foretold of deals that it had not seen, and what came of them.

    A row a tenth of the deals and a line of the chart: numbers without anybody's data.
    """

    _name = "bank.deal.calibration"
    _description = "Calibration of Chances"
    _inherit = ["bank.append.only.mixin"]
    _order = "model_id desc, place, line"
    _rec_name = "line"

    model_id = fields.Many2one(
        comodel_name="bank.model",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(related="model_id.company_id")
    state = fields.Selection(related="model_id.state")
    place = fields.Integer(
        string="Tenth of the Deals", required=True, readonly=True, aggregator=None
    )
    line = fields.Selection(
        selection=[
            ("came", "Won in fact"),
            ("model", "Foretold by the model"),
            ("stage", "Foretold by the stage"),
        ],
        required=True,
        readonly=True,
    )
    share = fields.Float(
        string="Share Won, %",
        required=True,
        readonly=True,
        digits=(5, 1),
        aggregator="avg",
    )
    count = fields.Integer(string="Deals", required=True, readonly=True)
