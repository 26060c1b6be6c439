# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class BankActionPlan(models.Model):
    """Starting plans: all at once; an item that cannot be given stops no other."""

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
        leader = {"user_id": user.id} if user else {}
        return self._start_many(template, document, [{**leader, **source}], date)

    @api.model
    def _start_many(self, template, documents, values_list, date=None):
        """Start a plan on each document, as many statements as for one.

        :param values_list: of each of the documents, who leads its plan (``user_id``)
            where it is not the one who acts, and the event that it starts on
        """
        if template.state != "published":
            raise UserError(self.env._("Only a published plan is started."))
        clients = [self._get_client(document) for document in documents]
        is_right = all(client.client_kind for client in clients)
        if template.res_model != documents._name or not is_right:
            raise UserError(self.env._("This plan is for other documents."))
        date = date or fields.Date.context_today(self)
        common = {
            "plan_id": template.id,
            "res_model": documents._name,
            "user_id": self.env.uid,
            "date_start": date,
        }
        # private: nobody has a right to create rows
        plans_sudo = self.sudo().create(
            [
                {**common, "partner_id": client.id, "res_id": document.id, **values}
                for client, document, values in zip(
                    clients, documents, values_list, strict=True
                )
            ]
        )
        plans_sudo._create_items(template, date)
        return plans_sudo.sudo(False)

    def _create_items(self, template, date):
        """Give these plans, all of one template and begun on one day, their items."""
        steps = [
            {
                "template_id": step.id,
                "name": step._get_name(),
                "slot_id": step.slot_id.id,
                "queue_id": step.responsible_type == "queue" and step.queue_id.id,
                "date_due": step._get_date_deadline(date),
            }
            for step in template.template_ids
        ]
        self.env["bank.action.item"].create(
            [{"plan_id": plan.id, **step} for plan in self for step in steps]
        )._give()
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
        item_sudo = item_sudo.create(
            {
                "plan_id": self.id,
                "name": name,
                "user_id": user.id,
                "date_due": date_due,
            }
        )
        for reason in item_sudo._do_give().values():
            raise UserError(reason)

    def _tell_failed(self):
        """Tell who leads these plans what has found nobody, without clients' names."""
        failed = self.item_ids.filtered(lambda item: item.state == "failed")
        for (leader, template), items in failed.grouped(
            lambda item: (item.plan_id.user_id, item.plan_id.plan_id)
        ).items():
            if leader == self.env.user or not leader._is_internal():
                continue
            env = self.with_context(lang=leader.lang).env
            body = env._(
                "“%(plan)s”: %(count)s items were given to nobody. See the plan.",
                plan=template.with_env(env).name,
                count=len(items),
            )
            self.env["mail.activity"]._tell(leader, env._("Plan started"), body)
