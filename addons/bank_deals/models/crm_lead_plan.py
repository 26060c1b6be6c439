# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class CrmLead(models.Model):
    """A plan is started on a deal by hand and by its stages."""

    _name = "crm.lead"
    _inherit = ["bank.plan.document.mixin", "crm.lead"]
