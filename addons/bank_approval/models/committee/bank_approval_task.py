# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re

from odoo import api, fields, models

OUTCOMES = {
    "approved": "approved",
    "conditional": "approved",
    "rejected": "rejected",
    "withdrawn": "returned",
}

# the word in the languages of the minutes, at the beginning of the line
COVENANT = re.compile(r"\s*(?:covenant|ковенант)\s*:\s*(\S.*)", re.IGNORECASE)


class BankApprovalTask(models.Model):
    """A task that a committee decides at its meeting, and nobody past it."""

    _inherit = "bank.approval.task"

    item_ids = fields.One2many(
        comodel_name="bank.committee.item", inverse_name="task_id", readonly=True
    )

    def _is_for_committee(self):
        return self.step_id.who == "committee" and self.kind == "vote"

    def _is_decided_elsewhere(self):
        return self.sudo()._is_for_committee() or super()._is_decided_elsewhere()

    def action_open_item(self):
        """Open the matter before the committee."""
        self.ensure_one()
        self.check_access("read")
        items = self.env["bank.committee.item"].search(
            [("task_id", "=", self.id)], order="id desc", limit=1
        )
        return items.action_open_item() if items else False

    def _get_decide_blocker(self, decision, comment, conditions):
        if self.sudo()._is_for_committee():
            return self.env._("The committee decides on it at its meeting.")
        return super()._get_decide_blocker(decision, comment, conditions)

    def _get_delegate_blocker(self, target):
        if self.sudo()._is_for_committee():
            return self.env._("The committee decides on it at its meeting.")
        return super()._get_delegate_blocker(target)

    def _repeat(self):
        # what its secretary has decided elsewhere is not the committee's decision
        if not self._is_for_committee():
            return super()._repeat()

    def _queue(self):
        """Put what is asked of a committee on its queue."""
        asked = self.filtered(
            lambda task: task.state == "open" and task._is_for_committee()
        )
        self.env["bank.committee.item"].sudo().create(
            [task._prepare_item_values() for task in asked]
        )

    def _prepare_item_values(self):
        approval_sudo, committee = self.sudo().approval_id, self.step_id.committee_id
        # a matter is in the currency of its committee
        amount = approval_sudo._get_company_amount(committee.company_id)
        return {
            "task_id": self.id,
            "committee_id": committee.id,
            "partner_id": approval_sudo.partner_id.id,
            "name": approval_sudo._get_document().display_name,
            "amount": amount,
            "initiator_id": approval_sudo.user_id.id,
        }

    def _cancel(self):
        asked = self.filtered(lambda task: task.state in ("waiting", "open"))
        super()._cancel()
        asked.sudo().item_ids._withdraw_asked()

    def _close_by_committee(self, item):
        """Decide as the committee has: what it could not decide stays asked."""
        self.ensure_one()
        self.approval_id._lock()
        if self.state != "open":
            return
        state = OUTCOMES[item.state]
        if state == "approved" and self.approval_id._find_changes():
            state = "returned"
        self.write(
            {
                "state": state,
                "comment": item.reason or item.outcome_text,
                "date_decided": fields.Datetime.now(),
            }
        )
        self._forget_access()
        texts = item.conditions.splitlines() if state == "approved" else []
        added = self.condition_ids._propose(self, self._prepare_conditions(texts))
        payload = {**self._prepare_payload(state), "item": item.id}
        payload["conditions"] = added.ids
        self._record_decision(payload, self.env["res.users"])
        self.approval_id._after_decision(self)

    @api.model
    def _prepare_conditions(self, texts):
        """A committee's conditions are lines; one that says so is a covenant.

        Any other is met before the issue: the strictest reading.
        """
        rows = []
        for text in filter(str.strip, texts):
            covenant = COVENANT.match(text)
            kind = "covenant" if covenant else "precedent"
            rows.append({"kind": kind, "name": covenant[1] if covenant else text})
        return rows
