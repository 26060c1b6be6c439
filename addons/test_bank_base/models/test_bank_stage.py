# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class TestBankStage(models.Model):
    """The whole adoption of the stage mixin."""

    _name = "test.bank.stage"
    _description = "Test Stage"
    _inherit = ["bank.stage.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer()
    process_id = fields.Many2one(
        comodel_name="test.bank.process", required=True, index=True, ondelete="cascade"
    )
    check_entry_ids = fields.Many2many(
        comodel_name="bank.check", relation="test_bank_stage_check_entry_rel"
    )
    check_exit_ids = fields.Many2many(
        comodel_name="bank.check", relation="test_bank_stage_check_exit_rel"
    )
