# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

_logger = logging.getLogger(__name__)
BATCH = 500
APPROVED = ("approved", "approved_conditions")


class BankApproval(models.Model):
    """Actions at the end of a route: after the decision, once, never in its place.

    The decision only notes that there is work. It is done when the decision is kept, in
    a transaction of its own: what fails takes nothing back, stays in the list and can
    be tried again.
    """

    _inherit = "bank.approval"

    work_state = fields.Selection(
        selection=[
            ("waiting", "To Be Run"),
            ("done", "Run"),
            ("failed", "Failed"),
        ],
        string="Actions after the Decision",
        readonly=True,
        copy=False,
    )

    _work_idx = models.Index("(work_state) WHERE work_state IN ('waiting', 'failed')")

    def _end(self, state, **values):
        result = super()._end(state, **values)
        if self._get_work():
            self.work_state = "waiting"
            self.env.ref("bank_approval.ir_cron_approval_work")._trigger()
        return result

    def _get_work(self):
        """Return the actions that the route names for how the request has ended."""
        route_sudo = self.sudo().route_id
        if self.state in APPROVED:
            return route_sudo.approved_action_ids
        if self.state == "rejected":
            return route_sudo.refused_action_ids
        return route_sudo.approved_action_ids.browse()

    @api.model
    def _cron_work(self):
        """Run what waits; each request by itself."""
        waiting = self.search([("work_state", "=", "waiting")], order="id", limit=BATCH)
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=len(waiting))
        for approval in waiting:
            if approval.try_lock_for_update():
                approval._do_work()
            if not progress(1):
                break

    def _do_work(self):
        """Run each action that has not been run for this request; note what became of it.

        A decision that does not hold any more is followed by nothing.
        """
        outcomes = {"done"}
        document = self._get_document().sudo().exists()
        for action in self._get_work() if document else ():
            outcomes.add(self._run_once(document, action.sudo()))
        self.work_state = "failed" if "failed" in outcomes else "done"

    def _run_once(self, document, action):
        runs = self.env["bank.stage.run"].sudo()
        key = f"{self._name},{self.id}|action,{action.id}"
        if runs._find_done(document, key):
            return "done"
        cause = {
            "kind": "decision",
            "name": action.name,
            "place": self.display_name,
            "outcome": "done",
        }
        try:
            with self.env.cr.savepoint():
                self._run_action(document, action)
                self.env.flush_all()
        except Exception as error:
            self.env.invalidate_all()
            _logger.exception("Action %s after request %s failed", action.id, self.id)
            cause |= runs._read_error(error)
        runs._note(document, cause, key)
        self._log("after_action", action=action.id, outcome=cause["outcome"])
        return cause["outcome"]

    def _run_action(self, document, action):
        action.with_context(
            active_model=document._name, active_ids=document.ids, active_id=document.id
        ).run()

    def action_work_again(self):
        """Let what has failed be tried again; what was done is not repeated."""
        if not self.env.user.has_group("base.group_system"):
            raise AccessError(
                self.env._("Only an administrator of the system does this.")
            )
        if any(approval.sudo().work_state != "failed" for approval in self):
            raise UserError(self.env._("Nothing has failed here."))
        # who may is checked; requests are written by nobody
        self.sudo().work_state = "waiting"
        self.env.ref("bank_approval.ir_cron_approval_work").sudo()._trigger()
        return True
