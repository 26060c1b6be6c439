# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from itertools import pairwise

from odoo import fields, models
from odoo.fields import Command


class BankProcessTrial(models.TransientModel):
    """A draft against the deals of today: how many would pass which gate, and why not.

    Numbers only, for who configures processes sees no clients; nothing is moved.
    """

    _name = "bank.process.trial"
    _description = "Trial of a Draft Process"

    process_id = fields.Many2one(
        comodel_name="bank.process", required=True, readonly=True, ondelete="cascade"
    )
    deal_count = fields.Integer(string="Deals in Work", readonly=True)
    unplaced_count = fields.Integer(
        string="Without Such a Stage",
        readonly=True,
        help="Their present stage has no namesake in the draft: they are tried at its "
        "first stage, and when they are moved a stage is chosen for them.",
    )
    line_ids = fields.One2many(
        comodel_name="bank.process.trial.line", inverse_name="trial_id", readonly=True
    )

    def _fill(self):
        """Judge all deals, a run a check and a gate."""
        stages = self.process_id.sudo()._get_stages()
        deals_sudo = self.process_id._find_trial_deals()
        by_name = {stage.name: stage for stage in stages if not stage.is_won}
        placed = deals_sudo.grouped(lambda deal: by_name.get(deal.stage_id.name))
        unplaced = placed.pop(None, deals_sudo.browse())
        if unplaced and stages:
            placed[stages[0]] = placed.get(stages[0], deals_sudo.browse()) | unplaced
        lines = []
        for stage, following in pairwise(stages):
            lines.append(self._prepare_line(stage, following, placed.get(stage)))
        self.sudo().write(
            {
                "deal_count": len(deals_sudo),
                "unplaced_count": len(unplaced),
                "line_ids": [Command.create(line) for line in lines],
            }
        )

    def _prepare_line(self, stage, following, deals):
        blocked, reasons = set(), []
        for check in deals._get_gate_path(stage, following) if deals else ():
            if failed := check._find_failures(deals):
                blocked.update(failed)
                reasons.append(f"{check.name}: {len(failed)}")
        return {
            "stage_name": stage.name,
            "next_name": following.name,
            "deal_count": len(deals or ()),
            "blocked_count": len(blocked),
            "reasons": "\n".join(reasons),
        }
