# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

from odoo import api, fields, models
from odoo.fields import Domain

_logger = logging.getLogger(__name__)
AT_ONCE = 200


class BankActionItem(models.Model):
    """Whose turn it is: by the day, and by what the client has done since."""

    _inherit = "bank.action.item"

    @api.model
    def _cron_take_turns(self):
        """Begin the steps whose day has come; one that fails stops no other."""
        domain = Domain("state", "=", "waiting") & Domain(
            "plan_id.state", "=", "running"
        )
        domain &= Domain("date_due", "<=", fields.Date.context_today(self))
        last = 0
        while items := self.search(
            domain & Domain("id", ">", last), limit=AT_ONCE, order="id"
        ):
            last = items[-1].id
            items._take_turn()
            if not self.env["ir.cron"]._commit_progress(len(items)):
                break

    def _take_turn(self):
        """Begin those of these whose turn has come, leave out those whose never will."""
        if not self:
            return
        today = fields.Date.context_today(self)
        ready = self.filtered(lambda item: item._is_before_done())
        deaf = self.env["bank.action.plan"]._find_deaf(ready.plan_id)
        ready.filtered(lambda item: item.plan_id in deaf)._leave_out()
        ready = ready.filtered(lambda item: item.state == "waiting")
        replied, opened = ready._find_replies(), ready._find_opened()
        verdicts = {}
        for item in ready:
            since = item.after_id.date_done
            verdicts[item] = item._judge(
                has_replied=bool(since) and replied.get(item.partner_id, since) > since,
                has_opened=bool(since) and opened.get(item.plan_id, since) > since,
                is_due=item.date_due <= today,
            )
        ready.filtered(lambda item: verdicts[item] is False)._leave_out()
        ready.filtered(lambda item: verdicts[item])._begin_steps()

    def _is_before_done(self):
        return not self.template_id.after_id or self.after_id.state == "done"

    def _judge(self, has_replied, has_opened, is_due):
        """Return whether the step begins (True), never will (False), or waits (None)."""
        if self.branch == "reply":
            return True if has_replied else (False if is_due else None)
        if self.branch == "silent":
            return False if has_replied else (True if is_due else None)
        if self.branch == "opened":
            if has_replied:
                return False
            return has_opened if is_due else None
        return True if is_due else None

    def _begin_steps(self):
        today = fields.Date.context_today(self)
        for day, items in self.grouped(
            # who has replied before the day is answered now
            lambda item: min(item.date_due, today)
        ).items():
            items.write({"state": "open", "is_begun": True, "date_due": day})
        self._give()
        failed = self.filtered(lambda item: item.state == "failed")
        failed.plan_id._tell_failed()

    def _leave_out(self):
        """The client has gone another way: this branch is not walked."""
        plans = self.plan_id
        self._drop()
        plans._finish_done()

    def _find_replies(self):
        """Return ``{client: when he was last heard of}``, in one statement."""
        groups = self.env["bank.interaction"]._read_group(
            [("partner_id", "in", self.partner_id.ids), ("direction", "=", "in")],
            ["partner_id"],
            ["date:max"],
        )
        return dict(groups)

    def _find_opened(self):
        """Return ``{plan: when an offer of its deal was last opened}``, likewise."""
        plans = self.plan_id.filtered(lambda plan: plan.res_model == "crm.lead")
        groups = self.env["bank.offer"]._read_group(
            [("deal_id", "in", plans.mapped("res_id")), ("date_seen", "!=", False)],
            ["deal_id"],
            ["date_seen:max"],
        )
        seen = {deal.id: moment for deal, moment in groups}
        return {plan: seen[plan.res_id] for plan in plans if plan.res_id in seen}

    @api.model
    def _take_replied(self, clients):
        """These clients have just been heard of: what waits for that begins now."""
        waiting = self.search(
            [
                ("state", "=", "waiting"),
                ("plan_id.state", "=", "running"),
                ("partner_id", "in", clients.ids),
                ("template_id.branch", "in", ["reply", "silent", "opened"]),
            ]
        )
        waiting._take_turn()
