# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError


class MailActivity(models.Model):
    """A task that stands for an obligation closes it when it is done."""

    _inherit = "mail.activity"

    obligation_id = fields.Many2one(
        comodel_name="bank.obligation",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            # set, not only left out: the context is the caller's input
            vals_list = [{**vals, "obligation_id": False} for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        if "obligation_id" in vals and not self.env.su:
            raise AccessError(
                self.env._("A task is not put onto an obligation by hand.")
            )
        return super().write(vals)

    def _action_done(self, feedback=False, attachment_ids=None):
        # the holder of the task answers for it: his right is the task itself
        duties_sudo = self.sudo().obligation_id.filtered(
            lambda duty: duty.state in ("open", "missed")
        )
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        if duties_sudo:
            duties_sudo._transition(
                "done",
                date_done=fields.Datetime.now(),
                done_by_id=self.env.uid,
                outcome=feedback,
            )
        return result
