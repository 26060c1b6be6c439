# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class MailActivityPlanTemplate(models.Model):
    """A step of a sequence: a task or a letter, after another step, by what the client
    has done since.
    """

    _inherit = "mail.activity.plan.template"

    step_kind = fields.Selection(
        selection=[("task", "Task"), ("letter", "Letter to the Client")],
        string="Step Is",
        required=True,
        default="task",
        help="A letter goes out by itself, through the contact gate.",
    )
    letter_template_id = fields.Many2one(
        comodel_name="mail.template",
        string="Letter",
        ondelete="restrict",
        index="btree_not_null",
        help="With the documents that the template prints.",
    )
    after_id = fields.Many2one(
        comodel_name="mail.activity.plan.template",
        string="After the Step",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        help="The days count from when that step is done. Empty: from the start of the "
        "plan.",
    )
    branch = fields.Selection(
        selection=[
            ("always", "In Any Case"),
            ("reply", "The Client Has Replied"),
            ("silent", "The Client Has Not Replied"),
            ("opened", "He Has Opened the Offer, but Not Replied"),
        ],
        string="Only If",
        required=True,
        default="always",
        help="Since the step before was done. A step whose time comes without that is "
        "left out, with all that follow it.",
    )

    @api.depends("summary", "activity_type_id")
    def _compute_display_name(self):
        for item in self:
            item.display_name = item._get_name() or ""

    @api.constrains("step_kind", "letter_template_id", "plan_id")
    def _check_letter(self):
        for item in self.filtered(lambda row: row.step_kind == "letter"):
            # what a letter is about is a setting
            template_sudo = item.letter_template_id.sudo()
            if template_sudo.model != item.plan_id.res_model:
                raise ValidationError(
                    self.env._(
                        "Choose for “%(step)s” the template of a letter about the "
                        "document that the plan is for.",
                        step=item._get_name(),
                    )
                )

    @api.constrains("after_id", "plan_id")
    def _check_after(self):
        if self._has_cycle("after_id"):
            raise ValidationError(self.env._("Two steps wait for each other."))
        for item in self:
            if item.after_id.plan_id - item.plan_id:
                raise ValidationError(
                    self.env._("A step follows a step of the same plan.")
                )

    def _waits(self):
        """Return whether the step does not begin with the plan."""
        return bool(self.after_id) or (self.step_kind == "letter" and self.delay_count)
