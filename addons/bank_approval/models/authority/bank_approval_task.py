# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import format_amount

from odoo.addons.bank_base.tools.computed import fill


class BankApprovalTask(models.Model):
    """Nobody approves beyond his limit where nobody above him is asked after him."""

    _inherit = "bank.approval.task"

    home_currency_id = fields.Many2one(
        comodel_name="res.currency",
        related="turn_id.company_id.currency_id",
        string="Currency of the Bank",
    )
    exposure_before = fields.Monetary(
        string="The Group Owes",
        compute="_compute_exposure",
        currency_field="home_currency_id",
    )
    exposure_after = fields.Monetary(
        string="With This Request",
        compute="_compute_exposure",
        currency_field="home_currency_id",
    )

    @api.depends("state", "user_id")
    @api.depends_context("uid")
    def _compute_exposure(self):
        """What the group owes, for whoever decides within a limit, nobody else."""
        asked_sudo = self.filtered("is_mine").sudo()
        limited_sudo = asked_sudo.filtered(lambda task: task.step_id.by_limit)
        # the sums are the bank's, over all branches: whoever is asked decides by them
        matters = limited_sudo._get_matters()
        after = {key: matter.exposure for key, matter in matters.items()}
        before = {key: matter.before for key, matter in matters.items()}
        fill(self, "exposure_after", after)
        fill(self, "exposure_before", before)

    def _get_matters(self):
        """Return ``{task id: matter}`` of the documents of these tasks."""
        matters = {}
        for name, tasks in self.grouped("res_model").items():
            documents = tasks._browse_documents(name)
            found = documents._get_authority_matters()
            matters |= {
                task.id: found[task.res_id] for task in tasks if task.res_id in found
            }
        return matters

    def _get_state_blocker(self, decision, conditions):
        if reason := super()._get_state_blocker(decision, conditions):
            return reason
        if decision == "approve" and self.kind == "vote":
            return self._get_limit_blocker()
        return False

    def _get_limit_blocker(self):
        task_sudo = self.sudo()
        turn_sudo = task_sudo.turn_id
        if not turn_sudo.step_id.by_limit:
            return False
        later = task_sudo.approval_id._get_limit_turns().filtered(
            lambda turn: turn.state == "waiting" and turn.sequence > turn_sudo.sequence
        )
        if later or any(row.covers for row in task_sudo._find_verdicts().values()):
            return False
        return self.env._(
            "It goes beyond your limit, and nobody above you is asked after you. Return "
            "it: it has to be sent to a higher authority."
        )

    def _find_verdicts(self):
        """Return the verdicts on those who have voted or still can on this step."""
        document = self.approval_id._get_document()
        matter = document._get_authority_matters()[document.id]
        limits = self.env["bank.authority.matrix"]._find_limits(self.turn_id.company_id)
        votes = self.turn_id.task_ids.filtered(
            lambda task: task.kind == "vote" and task.state in ("open", "approved")
        )
        return self.step_id._find_verdicts(votes.user_id, matter, limits)

    def _get_exposure_facts(self):
        """Return what the dialog of the decision shows beside the matter."""
        document = self.approval_id._get_document()
        matter = document._get_authority_matters()[document.id]
        limits = self.env["bank.authority.matrix"]._find_limits(self.turn_id.company_id)
        verdicts = self.step_id._find_verdicts(self.user_id, matter, limits)
        verdict = next(iter(verdicts.values()))
        return {
            "exposure_before": matter.before,
            "exposure_after": matter.exposure,
            "unsecured_after": matter.unsecured,
            "limit_text": self._tell_limit(verdict, matter),
        }

    def _tell_limit(self, verdict, matter):
        """Say how far the limit goes and what the group has left of it."""
        if not verdict.limit:
            return self.env._("none: with your visa it goes on")
        currency = self.turn_id.company_id.currency_id
        amount = format_amount(self.env, verdict.limit.exposure, currency)
        if verdict.covers:
            left = max(0, verdict.limit.exposure - matter.exposure)
            return self.env._(
                "up to %(amount)s, with this request %(left)s of it are left for the "
                "group: you decide",
                amount=amount,
                left=format_amount(self.env, left, currency),
            )
        return self.env._("up to %(amount)s: with your visa it goes on", amount=amount)
