# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError


class MailActivity(models.Model):
    """A task of a plan: done with it, moved with it, dropped with it."""

    _inherit = "mail.activity"

    plan_item_id = fields.Many2one(
        comodel_name="bank.action.item",
        string="Item of a Plan",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            # set, not only left out: the context is the caller's input
            vals_list = [{**vals, "plan_item_id": False} for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        if "plan_item_id" in vals and not self.env.su:
            raise AccessError(self.env._("A task is not put into a plan by hand."))
        result = super().write(vals)
        if vals.keys() & {"user_id", "date_deadline"}:
            for task in self.sudo().filtered("plan_item_id"):
                task.plan_item_id.write(
                    {"user_id": task.user_id.id, "date_due": task.date_deadline}
                )
        if vals.get("active") is False:
            items_sudo = self.sudo().plan_item_id
            items_sudo._drop()
            items_sudo.plan_id._finish_done()
        return result

    def unlink(self):
        items_sudo = self.sudo().plan_item_id
        result = super().unlink()
        items_sudo._drop()
        items_sudo.plan_id._finish_done()
        return result

    def _action_done(self, feedback=False, attachment_ids=None):
        # the holder of the task answers for it: his right is the task itself
        items_sudo = self.sudo().plan_item_id
        items_sudo._check_papers()
        items_sudo._finish(feedback)
        return super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
