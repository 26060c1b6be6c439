# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankStageRun(models.Model):
    """What runs after a decision leaves the trace that actions of stages leave."""

    _inherit = "bank.stage.run"

    kind = fields.Selection(
        selection_add=[("decision", "Action after a Decision")],
        ondelete={"decision": "cascade"},
    )
