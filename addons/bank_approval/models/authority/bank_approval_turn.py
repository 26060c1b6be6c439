# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankApprovalTurn(models.Model):
    """By what right a step was decided: the limit that covered it."""

    _inherit = "bank.approval.turn"

    limit_id = fields.Many2one(
        comodel_name="bank.authority.limit",
        string="By the Limit",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The limit of whoever decided for good; empty: it went on.",
    )
    is_above = fields.Boolean(
        readonly=True, help="Not asked, because a limit below was enough."
    )

    def _close(self, state):
        result = super()._close(state)
        if state in ("approved", "conditional"):
            for turn in self.filtered("step_id.by_limit"):
                turn._decide_by_limit()
        return result

    def _decide_by_limit(self):
        """Where a limit covers it, those above are not asked."""
        matter = self.approval_id._get_matter()
        self._judge(matter)
        if not self.limit_id:
            return
        turns = self.approval_id._get_limit_turns()
        above = turns.filtered(
            lambda turn: turn.state == "waiting" and turn.sequence > self.sequence
        )
        above.task_ids._cancel()
        above.write({"state": "skipped", "is_above": True})

    def _judge(self, matter):
        """Keep and return the limit that covers the matter, if there is one."""
        limits = self.env["bank.authority.matrix"]._find_limits(self.company_id)
        verdicts = self.step_id._find_verdicts(self._get_voters(), matter, limits)
        found = [row.limit for row in verdicts.values() if row.covers]
        nearest = min(found, key=lambda limit: limit.exposure, default=None)
        limit = limits.browse(nearest.key) if nearest else limits.browse()
        self._log_limit(matter, limit)
        self.limit_id = limit
        return limit

    def _get_voters(self):
        """Return whose right was used: those asked who were for it, or their deputies."""
        votes = self.task_ids.filtered(
            lambda task: task.kind == "vote" and task.state == "approved"
        )
        return votes.user_id

    def _log_limit(self, matter, limit):
        payload = {
            "request": self.approval_id.id,
            "step": self.step_id.id,
            "limit": limit.id,
            "matrix": limit.matrix_id.id,
            "version": limit.matrix_id.version,
            "amount": round(matter.amount, 2),
            "exposure": round(matter.exposure, 2),
            "unsecured": round(matter.unsecured, 2),
            "before": round(matter.before, 2),
            "rating": matter.rating,
            "categories": list(matter.categories),
            "severity": matter.severity,
        }
        rows = [(self.approval_id._get_document(), payload)]
        self.env["bank.decision"]._record("approval_limit", rows)

    def _ask_after_all(self):
        """Those above are asked: the limit below is not enough any more."""
        self.write({"state": "waiting", "is_above": False, "date_end": False})
        votes = self.task_ids.filtered(
            lambda task: task.kind == "vote" and task.state == "cancelled"
        )
        votes.write({"state": "waiting"})
