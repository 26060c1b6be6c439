# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import AccessError, UserError

LONGEST = 4000


class BankApprovalTask(models.Model):
    """Who cannot decide any more is replaced by somebody the route could ask.

    The head of the request's branch, or of one above it, does it and says why. He takes
    nobody whom neither the route nor a limit of authority would ask, and never himself.
    """

    _inherit = "bank.approval.task"

    def action_reassign(self, user, reason):
        """Ask another in the place of who cannot decide."""
        self.ensure_one()
        self.check_access("read")
        self.approval_id._lock()
        if blocker := self._get_overseer_blocker():
            raise AccessError(blocker)
        target = self._browse_user(user)
        blocker = self._get_reassign_blocker() or self._get_successor_blocker(target)
        if blocker:
            raise UserError(blocker)
        if not isinstance(reason, str) or not reason.strip():
            raise UserError(self.env._("Enter the reason first."))
        task_sudo = self.sudo()
        heir_sudo = task_sudo._pass_on(target)
        task_sudo.comment = reason.strip()[:LONGEST]
        heir_sudo._tell_turn()
        payload = {
            **task_sudo._prepare_payload("reassigned"),
            "to": target.id,
            "comment_hash": self.env["bank.decision"]._hash_text(task_sudo.comment),
        }
        self._record_decision(payload, self.env["res.users"])

    def action_open_reassign(self):
        self.ensure_one()
        return self.approval_id._open_reassign(self)

    # Who, whom, in whose place

    def _get_overseer_blocker(self):
        """Return why it is not for the user to choose who decides, or False."""
        task_sudo, user = self.sudo(), self.env.user
        approval_sudo = task_sudo.approval_id
        if user not in approval_sudo._find_overseers():
            return self.env._(
                "The head of the branch, or of one above it, asks another in the place "
                "of who cannot decide."
            )
        if user in approval_sudo.initiator_ids:
            return self.env._("Nobody decides about what he has begun himself.")
        if user in task_sudo.turn_id.task_ids.user_id:
            return self.env._(
                "Whoever is asked on the step himself does not choose who decides "
                "beside him."
            )
        return False

    def _get_reassign_blocker(self):
        """Return why nobody is asked in the place of who is asked here, or False."""
        task_sudo = self.sudo()
        if task_sudo.state != "open" or task_sudo.kind != "vote":
            return self.env._("It is not asked any more, or not yet: see the request.")
        if task_sudo._is_decided_elsewhere():
            return self.env._("The committee decides on it at its meeting.")
        if not task_sudo._tell_hindrance():
            return self.env._(
                "%(name)s can decide himself: remind him, or let him hand it over.",
                name=task_sudo.user_id.name,
            )
        return False

    def _tell_hindrance(self):
        """Return why whoever is asked cannot decide, or False."""
        holder = self.user_id
        if not holder.active:
            return self.env._("%(name)s works here no more", name=holder.name)
        if holder in self.approval_id.initiator_ids:
            return self.env._("%(name)s has begun the matter", name=holder.name)
        if holder._find_absent() and not self._find_stand_ins():
            return self.env._("%(name)s is away without a deputy", name=holder.name)
        return False

    def _get_successor_blocker(self, target):
        """Return why the user cannot ask him here, or False."""
        if target == self.env.user:
            return self.env._("Nobody chooses himself.")
        if reason := self._get_asked_blocker(target):
            return reason
        if target in self.sudo().turn_id.task_ids.user_id:
            return self.env._("He is asked on this step already.")
        if target not in self._find_successors():
            return self.env._(
                "Neither the route nor a limit of authority would ask him here."
            )
        return False

    def _find_successors(self):
        """Return whom the route or the limits would ask today, the freest first.

        The route means the step, and the step of its name in the version in force:
        where a person is named, a new version names his successor.
        """
        self.ensure_one()
        task_sudo = self.sudo()
        document_sudo = task_sudo.approval_id._get_document()
        found = task_sudo._find_covered_deputies()
        for step in task_sudo._get_steps_in_force():
            found |= step._find_people(document_sudo)[document_sudo.id].sudo()
            if step.by_limit:
                found |= step._find_people_authority(document_sudo)[document_sudo.id]
        found -= task_sudo.turn_id.task_ids.user_id
        found -= task_sudo.approval_id.initiator_ids | self.env.user.sudo()
        found = found.filtered(lambda user: user.active and user._is_internal())
        found = task_sudo._filter_covering(found - found._find_absent())
        loads = task_sudo._read_loads(found)
        found = found.sorted(lambda user: (loads.get(user.id, 0), user.name, user.id))
        return found.sudo(False)

    def _find_covered_deputies(self):
        """Return the deputies of who is asked whose delegation covers this request."""
        values = self.approval_id._prepare_deputy_values()
        delegations = self._get_delegations()
        return self._find_deputies().filtered(
            lambda user: (
                self.user_id in delegations._get_principals(user, "approval", **values)
            )
        )

    def _get_steps_in_force(self):
        step = self.step_id
        in_force = step.route_id._get_line().filtered(
            lambda route: route.state == "published"
        )
        return step | in_force.step_ids.filtered(
            lambda other: (other.name, other.kind) == (step.name, step.kind)
        )
