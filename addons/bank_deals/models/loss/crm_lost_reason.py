# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class CrmLostReason(models.Model):
    _inherit = "crm.lost.reason"

    is_about_terms = fields.Boolean(
        string="Because of the Terms",
        help="For each deal lost so it is asked whether smaller changes of its terms "
        "would have passed the gate.",
    )
