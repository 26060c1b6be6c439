# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.fields import Command

from odoo.addons.base.models.ir_cron import IrCron

from .common import BankCoreCommon


class PlanCommon(BankCoreCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.todo = cls.env.ref("mail.mail_activity_data_todo")
        cls.moved = cls.env["bank.life.event.type"].create(
            {"name": "Moved House", "code": "t_moved"}
        )

    @classmethod
    def _create_template(cls, *items, model="res.partner", publish=True, **values):
        plan = cls.env["mail.activity.plan"].create(
            {
                "name": "Welcome",
                "res_model": model,
                "company_id": False,
                "template_ids": [
                    Command.create(
                        {
                            "activity_type_id": cls.todo.id,
                            "delay_from": "after_plan_date",
                            "responsible_type": "manager",
                            **item,
                        }
                    )
                    for item in items or ({"summary": "Call", "delay_count": 2},)
                ],
                **values,
            }
        )
        if publish:
            plan.action_publish()
        return plan

    def _begin(self, template, document=None, user=None):
        plans = self.env["bank.action.plan"].with_user(user or self.manager)
        return plans._begin(
            template, (document or self.client).with_user(plans.env.user)
        )

    def _create_rule(self, template, **values):
        return self.env["bank.action.plan.rule"].create(
            {
                "event": "life_event",
                "life_event_type_id": self.moved.id,
                "plan_id": template.id,
                **values,
            }
        )

    def _enter_event(self, client=None):
        return (
            self.env["bank.life.event"]
            .with_user(self.manager)
            .create(
                {"partner_id": (client or self.client).id, "type_id": self.moved.id}
            )
        )

    def _started(self, client=None):
        return self.env["bank.action.plan"].search(
            [("partner_id", "=", (client or self.client).id)]
        )

    def _run_cron(self):
        with patch.object(IrCron, "_commit_progress", return_value=1.0):
            self.env["bank.action.plan.rule"]._cron_start()
