# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    stage_run_count = fields.Integer(
        string="Automatic Actions", compute="_compute_stage_run_count"
    )

    def _compute_stage_run_count(self):
        """For the button on the form; how many there are is no more than they tell."""
        groups = self.env["bank.stage.run"]._read_group(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)],
            ["res_id"],
            ["__count"],
        )
        counts = dict(groups)
        for deal in self:
            deal.stage_run_count = counts.get(deal._origin.id, 0)

    def action_open_stage_runs(self):
        """Open what was done automatically on this deal, and what failed."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_base.bank_stage_run_action"
        )
        domain = [("res_model", "=", self._name), ("res_id", "=", self.id)]
        return {**action, "domain": domain, "context": {}}
