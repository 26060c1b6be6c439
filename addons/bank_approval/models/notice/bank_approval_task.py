# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from markupsafe import Markup

from odoo import api, fields, models

SHOWN = 20


class BankApprovalTask(models.Model):
    """Mails about what waits: numbers and steps, never a client's name."""

    _inherit = "bank.approval.task"

    def _tell_turn(self):
        """Write to those who want to know each time."""
        told = self.filtered(lambda task: task.user_id.approval_notice == "each")
        for task in told:
            lang = task.user_id.lang or self.env.lang
            own = task.with_context(lang=lang)
            own.approval_id.message_notify(
                partner_ids=task.user_id.partner_id.ids,
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
        tasks = self.search(
            [("state", "=", "open"), ("user_id.approval_notice", "=", "digest")],
            order="date_due, id",
        )
        by_user = tasks.grouped("user_id")
        left = len(by_user)
        for user, own in by_user.items():
            own.with_context(lang=user.lang or self.env.lang)._send_digest(user)
            left -= 1
            if not self.env["ir.cron"]._commit_progress(1, remaining=left):
                break

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
