# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankStageMixin(models.AbstractModel):
    _inherit = "bank.stage.mixin"

    is_clock_paused = fields.Boolean(
        string="Promised Terms Pause",
        help="While a document is here the client has to act: the bank's own terms "
        "pause, those of law run on.",
    )
