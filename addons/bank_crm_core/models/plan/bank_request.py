# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankRequest(models.Model):
    """An item of a plan that waits in a queue: taken, answered, withdrawn with it."""

    _inherit = "bank.request"

    plan_item_id = fields.Many2one(
        comodel_name="bank.action.item",
        string="Item of a Plan",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups=fields.NO_ACCESS,
    )

    def _do_take(self, user):
        result = super()._do_take(user)
        self.sudo().plan_item_id.write({"user_id": user.id})
        return result

    def _do_put_back(self):
        result = super()._do_put_back()
        self.sudo().plan_item_id.write({"user_id": False})
        return result

    def _transition(self, target, **values):
        items_sudo = self.sudo().plan_item_id
        if target == "done":
            items_sudo._check_papers()
        result = super()._transition(target, **values)
        if target == "done":
            items_sudo._finish(values.get("answer"))
        elif target == "cancelled":
            items_sudo._drop()
            items_sudo.plan_id._finish_done()
        return result

    def _withdraw(self):
        """Take back what is not answered yet: the plan needs it no more."""
        for row in self.filtered(lambda row: row.state in ("new", "taken")):
            # only who has asked takes it back: the plan asked for him
            theirs = row.with_user(row.requester_id).sudo()
            theirs._transition("cancelled")
            theirs._drop_tasks()
