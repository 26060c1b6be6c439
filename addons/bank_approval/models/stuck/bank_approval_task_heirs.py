# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.fields import Domain

SHOWN = 5


class BankApprovalTask(models.Model):
    """Who may take a task over: what handing it over allows, and nothing else."""

    _inherit = "bank.approval.task"

    def _find_heirs(self):
        """Return those to whom its holder may hand it over now, the freest first.

        Each is put before the very check that handing over makes, as if its holder
        asked; away are left out, and where a limit decides, those with a smaller one.
        """
        self.ensure_one()
        task_sudo = self.sudo()
        pool_sudo = task_sudo._find_deputies() | task_sudo._find_peers()
        pool_sudo -= task_sudo.user_id | task_sudo.approval_id.initiator_ids
        pool_sudo -= pool_sudo._find_absent()
        own = self.with_user(task_sudo.user_id)
        heirs = pool_sudo.filtered(
            lambda user: not own._get_delegate_blocker(user.sudo(False))
        )
        heirs = task_sudo._filter_covering(heirs)
        loads = task_sudo._read_loads(heirs)
        ordered = heirs.sorted(lambda user: (loads.get(user.id, 0), user.name, user.id))
        return ordered[:SHOWN].sudo(False)

    def _find_deputies(self):
        today = self.approval_id.company_id._get_today()
        delegations = self.env["bank.delegation"].search(
            Domain("from_user_id", "=", self.user_id.id)
            & Domain("state", "=", "active")
            & Domain("act", "in", ["approval", "any"])
            & Domain("date_start", "<=", today)
            & Domain("date_end", ">=", today)
        )
        return delegations.to_user_id

    def _find_peers(self):
        """Return those with the role that is asked who reach the document's branch."""
        step = self.step_id
        if step.who != "group":
            return self.env["res.users"]
        document = self.approval_id._get_document()
        users = step.group_id.all_user_ids
        return step._filter_reaching(users, document)[document.id]

    def _filter_covering(self, users):
        """Where a limit decides, a smaller one than its holder's is no remedy."""
        if not self.step_id.by_limit or not users:
            return users
        document = self.approval_id._get_document()
        matter = document._get_authority_matters()[document.id]
        limits = self.env["bank.authority.matrix"]._find_limits(self.turn_id.company_id)
        verdicts = self.step_id._find_verdicts(users | self.user_id, matter, limits)
        if not verdicts[self.user_id].covers:
            return users
        return users.filtered(lambda user: verdicts[user].covers)
