# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

from odoo import api, fields, models

from ..request.bank_approval_condition import PERIOD
from .bank_approval_assignment import OPEN

_logger = logging.getLogger(__name__)


class BankApprovalCondition(models.Model):
    """A covenant lives on after the decision: somebody checks it every few months.

    Each check is an assignment of the decision, reported by whoever leads the document
    and accepted by somebody who has not begun it; the next one follows by itself.
    """

    _inherit = "bank.approval.condition"

    assignment_ids = fields.One2many(
        comodel_name="bank.approval.assignment",
        inverse_name="condition_id",
        string="Checks",
    )
    responsible_id = fields.Many2one(
        comodel_name="res.users", string="Watched By", compute="_compute_check"
    )
    date_check = fields.Date(string="Next Check", compute="_compute_check")
    is_unwatched = fields.Boolean(
        string="Nobody to Check It",
        readonly=True,
        help="A covenant whose checks nobody may accept, or nobody is left to report on: "
        "business administrators are told each day until somebody is there.",
    )

    @api.depends("assignment_ids.state", "assignment_ids.date_due")
    def _compute_check(self):
        for condition in self:
            # whoever reads the condition reads who watches it
            checks_sudo = condition.sudo().assignment_ids
            next_sudo = checks_sudo.filtered(
                lambda row: row.state in ("open", "reported")
            )[:1]
            condition.responsible_id = next_sudo.user_id
            condition.date_check = next_sudo.date_due

    def _take_over(self):
        taken = super()._take_over()
        covenants = taken.filtered(lambda row: row.kind == "covenant")
        covenants._make_covenant()
        covenants._tell_unwatched()
        return taken

    def _make_covenant(self):
        """Hook: what has become a covenant with the decision is watched from now on.

        An addon that keeps covenants of its own overrides it, takes over those for
        which it can (ratios, accounts, breaches) and calls super with the rest.
        """
        for condition in self:
            condition._plan_check(condition._get_today())

    def _hand_on_to(self, heir):
        """The check that runs goes on, and the next one follows it."""
        super()._hand_on_to(heir)
        running = self.assignment_ids.filtered(lambda row: row.state in OPEN)
        if self.kind != "covenant":
            return
        if heir.assignment_ids or heir.is_unwatched:
            # said anew, and watched anew since
            words = self.env._("The covenant has been said anew.")
            running.filtered(lambda row: row.state == "open")._drop(words)
        elif running:
            running.write({"condition_id": heir.id, "approval_id": heir.approval_id.id})
        else:
            heir._make_covenant()
            heir._tell_unwatched()

    def _plan_check(self, since):
        """Give the check that follows a day, while the covenant and its decision hold.

        Where nobody who has decided may accept it the head of the branch does. Without
        one, or with nobody to report, it is unwatched: the caller tells of it.
        """
        self.ensure_one()
        condition_sudo = self.sudo()
        if not condition_sudo._is_kept():
            return
        responsible = condition_sudo._get_responsible()
        deciders = condition_sudo._find_controllers(responsible)[:1]
        controller = deciders or condition_sudo._find_head(responsible)
        condition_sudo.is_unwatched = not (responsible and controller)
        if condition_sudo.is_unwatched:
            return
        values = condition_sudo._prepare_check_values(responsible, controller, since)
        check_sudo = self.env["bank.approval.assignment"]._give(values).sudo()
        if not deciders:
            check_sudo._notify(controller, self.env._("You accept this check"))

    def _get_today(self):
        """Return the day that it is where the decision was made."""
        return self.sudo().approval_id.company_id._get_today()

    def _is_kept(self):
        return self.state == "open" and self.approval_id.state != "lapsed"

    def _prepare_check_values(self, responsible, controller, since):
        months = self.period_months or PERIOD
        # the clock gives checks as well, and speaks no language of the bank
        own = self.with_context(lang=responsible.lang or self.env.lang)
        return {
            "approval_id": self.approval_id.id,
            "condition_id": self.id,
            "res_model": self.res_model,
            "res_id": self.res_id,
            "company_id": self.approval_id.company_id.id,
            "text": own.env._("Covenant: %(name)s", name=self.name),
            "author_id": controller.id,
            "user_id": responsible.id,
            "controller_id": controller.id,
            "date_due": fields.Date.add(since, months=months),
        }

    def _get_responsible(self):
        """Return who leads the document now, or else who has sent it and is here."""
        document_sudo = self._get_document()
        leader = self.env["res.users"].sudo()
        if "user_id" in document_sudo._fields and document_sudo.exists():
            leader = document_sudo.user_id
        leader = leader.filtered("active") or self.approval_id.user_id
        return leader.filtered("active")

    def _find_controllers(self, responsible):
        """Return who may accept the check, who has set the covenant first."""
        task = self.task_id
        board = task.item_ids.committee_id
        deciders = self.approval_id.task_ids.decided_by_id
        people = task.decided_by_id | board.secretary_id | board.chairman_id | deciders
        people -= self.approval_id.initiator_ids | responsible
        return people.filtered("active")

    def _find_head(self, responsible):
        """Return the nearest head, up the tree of branches, who may accept the check."""
        barred = self.approval_id.initiator_ids | responsible
        branch = self.approval_id.branch_id
        while branch:
            head = (branch.head_id - barred).filtered("active")
            if head:
                return head
            branch = branch.parent_id
        return barred.browse()

    def _tell_unwatched(self):
        """Write to those who name heads and draw routes, one letter to each."""
        approvals_sudo = self.sudo().filtered("is_unwatched").approval_id.sorted("id")
        if not approvals_sudo:
            return
        group = self.env.ref("bank_base.group_bank_administrator").sudo()
        for user in group.all_user_ids.filtered("active"):
            companies = user.company_ids
            own = approvals_sudo.filtered(
                lambda row, of=companies: row.company_id in of
            )
            if own:
                own._write_unwatched(user)

    @api.model
    def _cron_watch(self):
        """Give the checks for which nobody was there; one that fails stops no other.

        Each is kept by itself, and what the night has done before is kept first.
        """
        bare = self.search([("is_unwatched", "=", True), ("state", "=", "open")])
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=len(bare))
        tried = []
        for condition in bare:
            if condition._try_to_watch():
                tried.append(condition.id)
            if not progress(1):
                break
        self.browse(tried)._tell_unwatched()

    def _try_to_watch(self):
        try:
            with self.env.cr.savepoint():
                self._watch_again()
                self.env.flush_all()
        except Exception:
            self.env.invalidate_all()
            _logger.exception("Covenant %s cannot be watched", self.id)
            return False
        return True

    def _watch_again(self):
        """One that was never checked is handed over as if it were decided today."""
        if self.assignment_ids:
            self._plan_check(self._get_today())
            return
        self.is_unwatched = False
        self._make_covenant()
