# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from markupsafe import Markup

from odoo import api, fields, models

SHOWN = 20


class BankApprovalTask(models.Model):
    """Mails about what waits: numbers and steps, never a client's name."""

    _inherit = "bank.approval.task"

    def _tell_turn(self):
        """Write to those who want to know each time: who is asked, and his deputies."""
        deputies = self._find_stand_ins()
        for task in self:
            people = task.user_id | deputies.get(task, task.user_id)
            for user in people.filtered(lambda user: user.approval_notice == "each"):
                task._tell_user(user)

    def _tell_user(self, user):
        own = self.with_context(lang=user.lang or self.env.lang)
        own.approval_id.message_notify(
            partner_ids=user.partner_id.ids,
            subject=own.env._(
                "It is your turn: request %(name)s", name=own.approval_id.name
            ),
            body=own._tell_line(),
        )

    def _tell_line(self):
        due = self.date_due
        return self.env._(
            "%(number)s, step “%(step)s”, answer by %(date)s",
            number=self.approval_id.name,
            step=self.step_id.name,
            date=fields.Datetime.context_timestamp(self, due).strftime("%d.%m.%Y %H:%M")
            if due
            else "–",
        )

    @api.model
    def _cron_digest(self):
        """Send each who wants it one mail a day about all that waits for him."""
        by_user = self._find_digests()
        left = len(by_user)
        for user, own in by_user.items():
            own.with_context(lang=user.lang or self.env.lang)._send_digest(user)
            left -= 1
            if not self.env["ir.cron"]._commit_progress(1, remaining=left):
                break

    @api.model
    def _find_digests(self):
        """Return ``{user: what waits for him}``, his own and what he does for others."""
        open_ones = self.search([("state", "=", "open")], order="date_due, id")
        by_user = dict(open_ones.grouped("user_id"))
        for task, users in open_ones._find_stand_ins().items():
            for user in users:
                by_user[user] = by_user.get(user, task) | task
        return {
            user: own
            for user, own in by_user.items()
            if user.approval_notice == "digest"
        }

    def _send_digest(self, user):
        late = len(self.filtered("is_late"))
        lines = [task._tell_line() for task in self[:SHOWN]]
        items = Markup().join(Markup("<li>%s</li>") % line for line in lines)
        head = self.env._(
            "Wait for you: %(count)s, late: %(late)s.", count=len(self), late=late
        )
        self.env["mail.thread"].message_notify(
            partner_ids=user.partner_id.ids,
            subject=self.env._(
                "Decisions that wait for you: %(count)s", count=len(self)
            ),
            body=Markup("<p>%s</p><ul>%s</ul>") % (head, items),
        )
