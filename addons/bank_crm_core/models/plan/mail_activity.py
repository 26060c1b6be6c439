# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class MailActivity(models.Model):
    """A task of a plan: done with it, moved with it, dropped with it."""

    _inherit = "mail.activity"
    _server_fields = ("plan_item_id",)

    plan_item_id = fields.Many2one(
        comodel_name="bank.action.item",
        string="Item of a Plan",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    def write(self, vals):
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
