# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class BankActionPlan(models.Model):
    """Starting a plan: every item by itself, so that one that fails stops no other."""

    _inherit = "bank.action.plan"

    @api.model
    def _begin(self, template, document, date=None):
        """Start a plan for the user who asks; return it."""
        client = self._get_client(document)
        document.check_access("read")
        client.check_access("write")
        return self._start(template, document, date=date)

    @api.model
    def _start(self, template, document, *, date=None, user=None, **source):
        """Start a plan and give its tasks; the caller has checked who may.

        :param user: who leads it, where it is not the one who acts
        :param source: ``rule_id`` and ``source_key`` of the event it starts on
        """
        if template.state != "published":
            raise UserError(self.env._("Only a published plan is started."))
        client = self._get_client(document)
        if template.res_model != document._name or not client.client_kind:
            raise UserError(self.env._("This plan is for other documents."))
        # private: nobody has a right to create rows
        plan_sudo = self.sudo().create(
            {
                "plan_id": template.id,
                "partner_id": client.id,
                "res_model": document._name,
                "res_id": document.id,
                "user_id": (user or self.env.user).id,
                "date_start": date or fields.Date.context_today(self),
                **source,
            }
        )
        plan_sudo._create_items()
        return plan_sudo.sudo(False)

    def _create_items(self):
        items = self.env["bank.action.item"].create(
            [
                {
                    "plan_id": self.id,
                    "template_id": template.id,
                    "name": template._get_name(),
                    "slot_id": template.slot_id.id,
                    "queue_id": template.responsible_type == "queue"
                    and template.queue_id.id,
                    "date_due": template._get_date_deadline(self.date_start),
                }
                for template in self.plan_id.template_ids
            ]
        )
        for item in items:
            item._give()
        self._tell_failed()
        self._finish_done()

    def _add_item(self, name, user, date_due):
        """Add a task of one's own, where the plan lets people do so."""
        self._check_may_change()
        if not self.can_add_items:
            raise UserError(self.env._("Nothing is added to this plan."))
        if self.state != "running":
            raise UserError(self.env._("The plan has ended."))
        # who may has been asked; nobody has a right to create rows
        item_sudo = self.env["bank.action.item"].sudo()
        item_sudo.create(
            {
                "plan_id": self.id,
                "name": name,
                "user_id": user.id,
                "date_due": date_due,
            }
        )._do_give()

    def _tell_failed(self):
        """Tell who leads the plan what has found nobody, without the client's name."""
        failed = self.item_ids.filtered(lambda item: item.state == "failed")
        leader = self.user_id
        if failed and leader != self.env.user and leader._is_internal():
            env = self.with_context(lang=leader.lang).env
            body = env._(
                "“%(plan)s”: %(count)s items were given to nobody. See the plan.",
                plan=self.plan_id.name,
                count=len(failed),
            )
            self.env["mail.activity"]._tell(leader, env._("Plan started"), body)
