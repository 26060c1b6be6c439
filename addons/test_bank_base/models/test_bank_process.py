# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class TestBankProcess(models.Model):
    """The whole adoption of the process mixin: its line and where its stages are."""

    _name = "test.bank.process"
    _description = "Test Process"
    _inherit = ["bank.process.mixin"]

    origin_id = fields.Many2one(
        comodel_name="test.bank.process",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    stage_ids = fields.One2many(
        comodel_name="test.bank.stage", inverse_name="process_id", copy=True
    )

    def _get_stages(self):
        return self.stage_ids.sorted("sequence")
