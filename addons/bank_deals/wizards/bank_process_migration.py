# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import Command, api, fields, models


class BankProcessMigration(models.TransientModel):
    """Moves deals in work from an old version of a process to the one in force."""

    _name = "bank.process.migration"
    _description = "Move to the Version in Force"

    process_id = fields.Many2one(comodel_name="bank.process", required=True)
    target_id = fields.Many2one(
        comodel_name="bank.process",
        string="Version in Force",
        required=True,
        domain=[("state", "=", "published")],
    )
    line_ids = fields.One2many(
        comodel_name="bank.process.migration.line",
        inverse_name="migration_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    moved_count = fields.Integer(string="Moved", readonly=True)
    stayed = fields.Text(string="Not Moved", readonly=True)

    @api.depends("process_id", "target_id")
    def _compute_line_ids(self):
        """Stages of one name belong together; the others are chosen by hand."""
        for migration in self:
            places = {stage.name: stage for stage in migration.target_id.stage_ids}
            migration.line_ids = [
                Command.clear(),
                *(
                    Command.create(
                        {
                            "stage_id": stage.id,
                            "target_stage_id": places.get(
                                stage.name, stage.browse()
                            ).id,
                        }
                    )
                    for stage in migration.process_id.stage_ids
                    if not stage.is_won
                ),
            ]

    def action_migrate(self):
        """Move the deals and say which stayed and why."""
        self.ensure_one()
        # who configures processes sees no deals; the mechanism checks his role
        deals_sudo = (
            self.env["crm.lead"]
            .sudo()
            .search(
                [
                    ("process_id", "=", self.process_id.id),
                    ("won_status", "=", "pending"),
                ]
            )
        )
        deals = deals_sudo.with_env(self.env)
        mapping = {
            line.stage_id: line.target_stage_id
            for line in self.line_ids
            if line.target_stage_id
        }
        failures = deals._migrate_process(self.target_id, mapping)
        self.moved_count = len(deals) - len(failures)
        self.stayed = "\n".join(
            # no names: the administrator sees no clients
            f"{deal_id}: " + "; ".join(failure["reason"] for failure in found)
            for deal_id, found in failures.items()
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Moved to the Version in Force"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }


class BankProcessMigrationLine(models.TransientModel):
    _name = "bank.process.migration.line"
    _description = "Where the Deals of a Stage Go"

    migration_id = fields.Many2one(
        comodel_name="bank.process.migration",
        required=True,
        index=True,
        ondelete="cascade",
    )
    target_process_id = fields.Many2one(related="migration_id.target_id")
    stage_id = fields.Many2one(
        comodel_name="crm.stage", string="Present Stage", required=True
    )
    target_stage_id = fields.Many2one(
        comodel_name="crm.stage",
        string="Stage in the Version in Force",
        domain="[('process_id', '=', target_process_id), ('is_won', '=', False)]",
    )
