# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankApplicationProcess(models.Model):
    """Whether applications of a process are worked on in another pipeline, too."""

    _inherit = "bank.application.process"

    is_exchanged = fields.Boolean(
        string="Told to the Other Pipeline",
        help="Another system is told when an application is sent for approval and when "
        "it is decided on.",
    )
