# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankModelFigure(models.Model):
    """What a trained model scored on held-out data. Written by what measures it."""

    _name = "bank.model.figure"
    _description = "Figure of a Trained Model"
    _inherit = ["bank.append.only.mixin"]
    _order = "id desc"
    _rec_name = "metric"

    model_id = fields.Many2one(
        comodel_name="bank.model",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    metric = fields.Char(required=True, readonly=True)
    value = fields.Float(required=True, readonly=True, digits=(16, 6))
    data_hash = fields.Char(string="Held-Out Data Hash", required=True, readonly=True)
    data_count = fields.Integer(string="Held-Out Rows", required=True, readonly=True)
    date = fields.Datetime(required=True, readonly=True)
