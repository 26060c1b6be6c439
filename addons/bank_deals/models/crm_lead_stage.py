# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import ValidationError


class CrmLead(models.Model):
    """Stages of processes and stages of stock are two worlds: nobody stands on a stage
    of a process whose gates do not judge him.
    """

    _inherit = "crm.lead"

    @api.constrains("stage_id", "process_id")
    def _check_stage_of_process(self):
        """A lead without a process stands on a stage of none, whoever puts it there."""
        for lead in self.filtered(lambda lead: lead.stage_id and not lead.process_id):
            # stages are settings: the lead's own one is named in the refusal
            stage_sudo = lead.stage_id.sudo()
            if stage_sudo.process_id:
                raise ValidationError(
                    self.env._(
                        "“%(stage)s” is a stage of the process “%(process)s”, which "
                        "“%(lead)s” does not follow. Choose its client and product: "
                        "they bring the process.",
                        stage=stage_sudo.name,
                        process=stage_sudo.process_id.display_name,
                        lead=lead.display_name,
                    )
                )

    def write(self, vals):
        """Extended: stock looks among all stages where it merges leads of two teams."""
        if self.env.context.get("bank_stock_merge") and vals.get("stage_id"):
            stage_sudo = self.env["crm.stage"].sudo().browse(vals["stage_id"])
            if stage_sudo.process_id and not self.process_id:
                stage = self._stage_find(team_id=vals.get("team_id", self.team_id.id))
                vals = {**vals, "stage_id": stage.id}
        return super().write(vals)
