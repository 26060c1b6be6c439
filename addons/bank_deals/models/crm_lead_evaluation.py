# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class CrmLead(models.Model):
    """The client of a deal is evaluated from it."""

    _name = "crm.lead"
    _inherit = ["crm.lead", "bank.evaluated.mixin"]
