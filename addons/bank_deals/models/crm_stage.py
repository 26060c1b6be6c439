# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain


class CrmStage(models.Model):
    _name = "crm.stage"
    _inherit = ["bank.stage.mixin", "crm.stage"]

    process_id = fields.Many2one(
        comodel_name="bank.process",
        index="btree_not_null",
        ondelete="cascade",
    )
    check_entry_ids = fields.Many2many(
        comodel_name="bank.check",
        relation="crm_stage_check_entry_rel",
        string="Checks on Entry",
    )
    check_exit_ids = fields.Many2many(
        comodel_name="bank.check",
        relation="crm_stage_check_exit_rel",
        string="Checks on Leaving",
    )

    _no_process_without_sequence = models.Constraint(
        "CHECK (process_id IS NULL OR sequence IS NOT NULL)",
        "A stage of a process has a place in it.",
    )

    @api.model
    def _get_frozen_fields(self):
        return super()._get_frozen_fields() | {"is_won"}

    def _get_stay_reason(self, following):
        if self.moves_on and following.is_won:
            return self.env._(
                "“%(stage)s” moves on by itself, but “%(following)s” opens an "
                "agreement: somebody answers for that. Clear the tick.",
                stage=self.name,
                following=following.name,
            )
        return super()._get_stay_reason(following)

    @api.constrains("process_id", "team_ids")
    def _check_no_teams(self):
        if self.filtered(lambda stage: stage.process_id and stage.team_ids):
            raise ValidationError(
                self.env._("A stage of a process belongs to no sales team.")
            )

    @api.depends("name", "process_id.name")
    @api.depends_context("bank_stage_with_process")
    def _compute_display_name(self):
        """The process is told where stages of several stand together."""
        super()._compute_display_name()
        if self.env.context.get("bank_stage_with_process"):
            for stage in self.filtered("process_id"):
                stage.display_name = f"{stage.process_id.name}: {stage.name}"

    @api.onchange("is_won")
    def _onchange_is_won(self):
        """Stock warns of leads on the stage even for a new one; a draft has none."""
        return None if self.process_id else super()._onchange_is_won()

    def write(self, vals):
        """Stock looks for leads of a stage whose meaning changes; a draft has none.

        Whoever configures processes sees no deals, so that search would refuse him.
        """
        if vals.get("process_id"):
            self._check_no_leads(vals["process_id"])
        if "is_won" not in vals or not all(self.mapped("process_id")):
            return super().write(vals)
        self.check_access("write")
        self._note_drafters()
        own = {name: vals[name] for name in vals if name != "is_won"}
        if own:
            super().write(own)  # with the user's own right to every field
        return super(CrmStage, self.sudo()).write({"is_won": vals["is_won"]})

    def _check_no_leads(self, process_id):
        """A stage on which leads stand does not become one of a process under them."""
        domain = Domain("stage_id", "in", self.ids)
        domain &= Domain("process_id", "!=", process_id)
        # whoever configures processes sees no deals; he learns of none by name
        leads_sudo = self.env["crm.lead"].sudo().with_context(active_test=False)
        if lead_sudo := leads_sudo.search(domain, limit=1):
            raise UserError(
                self.env._(
                    "Leads or deals of no such process stand on the stage “%(stage)s”. "
                    "Make a new stage for the process.",
                    stage=lead_sudo.stage_id.name,
                )
            )
