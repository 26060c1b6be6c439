# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankLifeEvent(models.Model):
    _inherit = "bank.life.event"

    @api.model_create_multi
    def create(self, vals_list):
        events = super().create(vals_list)
        self.env["bank.action.plan.rule"]._start_for("life_event", events)
        return events
