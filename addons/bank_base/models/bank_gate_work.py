# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from collections import defaultdict

from odoo import fields, models


class BankGatedMixin(models.AbstractModel):
    """What a stage does by itself: it plans its tasks and runs its actions.

    Each leaves a trace (``bank.stage.run``) and is not repeated within a minute.
    """

    _inherit = "bank.gated.mixin"

    def _start_stage(self, stage_sudo):
        """Plan the tasks of a stage and run its actions."""
        # who moves a document does not write the trace: the server does
        runs_sudo = self.env["bank.stage.run"].sudo()
        if plan := stage_sudo.activity_plan_id:
            runs_sudo._perform(
                self, stage_sudo, plan, lambda fresh: fresh._schedule_plan(plan)
            )
        for action in stage_sudo._get_gate_link("server_action_ids"):
            runs_sudo._perform(
                self,
                stage_sudo,
                action,
                lambda fresh, action=action: fresh._run_action(action),
            )

    def _run_action(self, action):
        action.with_context(
            active_model=self._name, active_ids=self.ids, active_id=self[:1].id
        ).run()

    def _schedule_plan(self, plan):
        """Plan the tasks for whom each template names, else for the acting user.

        Stock shows a task without a summary as a blank line: it gets the name of
        its kind, in the language of who works on it.
        """
        today = fields.Date.context_today(self)
        for template in plan.template_ids:
            by_user = defaultdict(self.browse)
            for document in self:
                found = template._determine_responsible(self.env.user, document)
                by_user[found["responsible"] or self.env.user] |= document
            kind = template.activity_type_id
            for user, documents in by_user.items():
                documents.activity_schedule(
                    activity_type_id=kind.id,
                    summary=template.summary or kind.with_context(lang=user.lang).name,
                    note=template.note,
                    user_id=user.id,
                    date_deadline=template._get_date_deadline(today),
                )
