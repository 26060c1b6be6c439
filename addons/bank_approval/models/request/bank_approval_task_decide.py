# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .bank_approval_task_opinion import OPINIONS

DECISIONS = {
    "approve": "approved",
    "reject": "rejected",
    "return": "returned",
    "abstain": "abstained",
}
CONDITION_KEYS = {"kind", "name", "date_due"}


class BankApprovalTask(models.Model):
    """What whoever is asked does: decides, hands over, asks somebody for an opinion.

    The request's row is locked first, so that of two who act at once the second sees
    what the first has done.
    """

    _inherit = "bank.approval.task"

    def action_decide(self, decision, comment="", conditions=()):
        """Decide: approve, reject, return or abstain.

        An opinion is positive (``approve``), with remarks (``remark``) or negative
        (``reject``), always with a comment.
        """
        self.ensure_one()
        if self._is_said_already(decision, comment, conditions):
            return
        self.check_access("read")
        self.approval_id._lock()
        principal = self._check_actor()
        if reason := self._get_decide_blocker(decision, comment, conditions):
            raise UserError(reason)
        self._do_decide(decision, comment, conditions, principal)
        self.sudo().approval_id._after_decision(self.sudo())

    def _is_said_already(self, decision, comment, conditions):
        """Return whether this is a double click: he has said the very same before.

        It is asked before his right to read, which may have ended with his decision;
        nothing but his own words is compared.
        """
        task_sudo = self.sudo()
        if task_sudo.decided_by_id != self.env.user or not isinstance(comment, str):
            return False
        if decision not in task_sudo._get_choices() or not (
            isinstance(conditions, (list, tuple))
            and all(isinstance(row, dict) for row in conditions)
        ):
            return False
        said = task_sudo._prepare_said_values(decision)
        return (
            all(task_sudo[name] == value for name, value in said.items())
            and task_sudo.comment == comment.strip()
            and sorted(task_sudo.condition_ids.mapped("name"))
            == sorted(str(row.get("name")) for row in conditions)
        )

    def _check_actor(self):
        """Return for whom the user acts, or an empty set; refuse to all others."""
        task_sudo = self.sudo()
        user, approval_sudo = self.env.user, task_sudo.approval_id
        if user in approval_sudo.initiator_ids:
            raise AccessError(
                self.env._("Nobody decides about what he has begun himself.")
            )
        if task_sudo.user_id == user:
            return self.env["res.users"]
        principals = self._get_delegations()._get_principals(
            user, "approval", **approval_sudo._prepare_deputy_values()
        )
        if task_sudo.user_id not in principals:
            raise AccessError(
                self.env._(
                    "%(name)s is asked, not you, and no delegation covers it.",
                    name=task_sudo.user_id.name,
                )
            )
        return task_sudo.user_id

    def _get_delegations(self):
        """Return the model of delegations in the company of the request.

        Limits of deputies are in its currency, whatever company the user has chosen;
        with the server's rights, which need no right to that company.
        """
        company_sudo = self.sudo().approval_id.company_id
        return self.env["bank.delegation"].sudo().with_company(company_sudo)

    def _get_decide_blocker(self, decision, comment, conditions):
        """Return why it cannot be decided so, or False."""
        task_sudo = self.sudo()
        is_opinion = self._is_opinion()
        if task_sudo.state != "open":
            return self.env._("It is not asked any more, or not yet: see the request.")
        if reason := self._get_choice_blocker(decision):
            return reason
        if not isinstance(comment, str):
            return self.env._("Write your comment as text.")
        if not comment.strip() and (is_opinion or decision in ("reject", "return")):
            return self.env._("Say why: others go on from what you write.")
        if conditions and (is_opinion or decision != "approve"):
            return self.env._("Conditions go with an approval.")
        if decision == "abstain" and task_sudo.step_id.kind != "committee":
            return self.env._("Only a member of a committee abstains.")
        return self._get_state_blocker(decision, conditions)

    def _get_state_blocker(self, decision, conditions):
        task_sudo = self.sudo()
        others = (task_sudo.turn_id.task_ids - task_sudo).filtered(
            lambda task: task.kind == "vote" and task.decided_by_id == self.env.user
        )
        if others and task_sudo.kind == "vote":
            return self.env._("One person decides once on a step.")
        if decision in ("approve", "abstain") and task_sudo.approval_id._find_changes():
            return self.env._(
                "The document is not what was sent for approval any more. Return it."
            )
        for condition in conditions:
            if reason := self.env["bank.approval.condition"]._get_blocker(condition):
                return reason
        return False

    def _do_decide(self, decision, comment, conditions, principal):
        task_sudo = self.sudo()
        said = self._prepare_said_values(decision)
        task_sudo.write(
            {
                **said,
                "comment": comment.strip(),
                "decided_by_id": self.env.uid,
                "date_decided": fields.Datetime.now(),
            }
        )
        task_sudo._forget_access()
        added_sudo = task_sudo.condition_ids._propose(task_sudo, conditions)
        payload = {
            **task_sudo._prepare_payload(said.pop("state")),
            **said,
            "comment_hash": self.env["bank.decision"]._hash_text(comment),
            "conditions": added_sudo.ids,
        }
        self._record_decision(payload, principal)

    def _prepare_said_values(self, decision):
        if self._is_opinion() and decision != "return":
            return {"state": "advised", "opinion": OPINIONS[decision]}
        return {"state": DECISIONS[decision]}

    def _record_decision(self, payload, principal):
        approval_sudo = self.sudo().approval_id
        rows = [(approval_sudo._get_document(), payload)]
        if not principal:
            self.env["bank.decision"]._record("approval_task", rows)
            return
        self._get_delegations()._record_act(
            "approval",
            "approval_task",
            rows,
            principal,
            **approval_sudo._prepare_deputy_values(),
        )

    def _prepare_payload(self, act):
        current = self.turn_id.round_id
        return {
            "act": act,
            "request": self.approval_id.id,
            "round": current.number,
            "hash": current.snapshot_hash,
            "step": self.step_id.id,
            "task": self.id,
            "asked": self.user_id.id,
        }

    # Handing over and asking

    def action_delegate(self, user):
        """Hand one's own task over to a deputy or to a colleague with the same role."""
        self.ensure_one()
        self.check_access("read")
        self.approval_id._lock()
        target = self._browse_user(user)
        if reason := self._get_delegate_blocker(target):
            raise UserError(reason)
        task_sudo = self.sudo()
        task_sudo._pass_on(target)
        payload = {**task_sudo._prepare_payload("delegated"), "to": target.id}
        self._record_decision(payload, self.env["res.users"])

    def _pass_on(self, target):
        """Return the task of who is asked from now on; the caller has checked who acts."""
        self.state = "delegated"
        heir = self.create(
            self.copy_data()[0]
            | {"user_id": target.id, "state": "open", "parent_id": self.id}
        )
        heir._log_access()
        return heir

    def _browse_user(self, user):
        """Return the employee whom a caller named by record or by id."""
        ids = user.ids if isinstance(user, models.BaseModel) else [user]
        if len(ids) != 1 or type(ids[0]) is not int:
            raise UserError(self.env._("Name one employee."))
        # whether he works here is asked next; colleagues are no secret
        return self.env["res.users"].sudo().browse(ids[0]).exists().sudo(False)

    def _get_delegate_blocker(self, target):
        task_sudo = self.sudo()
        if task_sudo.user_id != self.env.user or task_sudo.state != "open":
            return self.env._("Only an open task of your own is handed over.")
        if self.env.user in task_sudo.approval_id.initiator_ids:
            # nor does he choose who decides it
            return self.env._("Nobody decides about what he has begun himself.")
        if reason := self._get_asked_blocker(target):
            return reason
        if target in task_sudo.turn_id.task_ids.user_id:
            return self.env._("He is asked on this step already.")
        if not self._is_replaced_by(target):
            return self.env._(
                "Only a deputy of yours or a colleague with the same role takes it over."
            )
        return False

    def _is_replaced_by(self, target):
        """Return whether he is a deputy of the user or has the role that is asked."""
        task_sudo = self.sudo()
        values = task_sudo.approval_id._prepare_deputy_values()
        principals = self._get_delegations()._get_principals(
            target, "approval", **values
        )
        return self.env.user in principals or task_sudo._is_peer(target)

    def _is_peer(self, user):
        """Return whether he has the role that is asked, where the document is."""
        step, user_sudo = self.step_id, user.sudo()
        if step.who != "group" or step.group_id not in user_sudo.all_group_ids:
            return False
        document = self.approval_id._get_document()
        return user in step._filter_reaching(user_sudo, document)[document.id]

    def _get_asked_blocker(self, target):
        """Return why somebody cannot be asked at all, or False."""
        target_sudo = target.sudo()
        if not target_sudo.active or not target_sudo._is_internal():
            return self.env._("Name a working employee.")
        if target in self.sudo().approval_id.initiator_ids:
            return self.env._("Nobody decides about what he has begun himself.")
        return False

    def action_ask_opinion(self, user_or_unit, question):
        """Ask a colleague, or the head of a branch, before deciding.

        :param user_or_unit: a user or a branch as record, an id of a user, or
            ``"bank.branch,5"``
        """
        self.ensure_one()
        self.check_access("read")
        self.approval_id._lock()
        target = self._browse_asked(user_or_unit)
        if reason := self._get_ask_blocker(target, question):
            raise UserError(reason)
        task_sudo = self.sudo()
        task_sudo.create(
            task_sudo._prepare_asked_values(target, question)
        )._log_access()
        payload = {**task_sudo._prepare_payload("asked"), "to": target.id}
        self._record_decision(payload, self.env["res.users"])

    def _prepare_asked_values(self, target, question):
        return {
            **self.copy_data()[0],
            "kind": "opinion",
            "state": "open",
            "user_id": target.id,
            "parent_id": self.id,
            "question": question.strip(),
            "repeat_step_id": False,
        }

    def _browse_asked(self, user_or_unit):
        unit = user_or_unit
        if isinstance(unit, str):
            name, _comma, number = unit.partition(",")
            if name != "bank.branch" or not number.isdigit():
                raise UserError(self.env._("Name one employee or one branch."))
            unit = self.env["bank.branch"].browse(int(number))
        if isinstance(unit, models.BaseModel) and unit._name == "bank.branch":
            # the head of a branch is no secret
            return self._browse_user(unit.sudo().exists().head_id)
        return self._browse_user(unit)

    def _get_ask_blocker(self, target, question):
        task_sudo = self.sudo()
        if task_sudo.state != "open" or task_sudo.user_id != self.env.user:
            return self.env._("Whoever is asked now asks others, on his own task.")
        if not isinstance(question, str) or not question.strip():
            return self.env._("Write what you want to know.")
        if target == self.env.user:
            return self.env._("Ask somebody else.")
        waiting = task_sudo.turn_id.task_ids.filtered(
            lambda task: task.kind == "opinion" and task.state == "open"
        )
        if target in waiting.user_id:
            return self.env._("He has been asked for an opinion already.")
        return self._get_asked_blocker(target)
