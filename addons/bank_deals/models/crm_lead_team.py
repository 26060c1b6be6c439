# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class CrmLead(models.Model):
    """The people of the bank who take part in a deal, each in a role.

    A member reads the deal although it is another's (a rule of the group); the wall of
    the branch stands above that.
    """

    _name = "crm.lead"
    _inherit = ["bank.team.mixin", "crm.lead"]
