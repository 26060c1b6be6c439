# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankApprovalTurn(models.Model):
    _inherit = "bank.approval.turn"

    def _open_tasks(self):
        """Whoever is asked is told when it is his turn, not before."""
        result = super()._open_tasks()
        self.task_ids.filtered(lambda task: task.state == "open")._tell_turn()
        return result

    def _on_clock_event(self, event):
        """Remind whoever is asked; when it is late, tell whom the term names as well."""
        approval = self.approval_id
        asked = self.task_ids.filtered(lambda task: task.state == "open")
        users = asked.user_id.union(*asked._find_stand_ins().values())
        if event.kind == "late":
            users |= event.clock.regime_id.escalation_user_id
        for user in users:
            own = approval.with_context(lang=user.lang or self.env.lang)
            own.message_notify(
                partner_ids=user.partner_id.ids,
                subject=self.with_env(own.env)._get_clock_subject(event),
                body=own.env._(
                    "Asked: %(names)s.", names=approval.waiting_names or "–"
                ),
            )

    def _get_clock_subject(self, event):
        names = {"number": self.approval_id.name, "step": self.step_id.name}
        if event.kind == "late":
            return self.env._("Late: request %(number)s, step “%(step)s”", **names)
        return self.env._(
            "Its term runs out: request %(number)s, step “%(step)s”", **names
        )
