# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankTeamMember(models.Model):
    _name = "bank.team.member"
    _inherit = ["bank.deal.secret.mixin", "bank.team.member"]
