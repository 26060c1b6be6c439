# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

DECIDED = ("approved", "approved_conditions", "rejected")
NAMED = 100  # in one letter


class BankApproval(models.Model):
    """Whoever has decided says what has to be done about it."""

    _inherit = "bank.approval"

    assignment_ids = fields.One2many(
        comodel_name="bank.approval.assignment",
        inverse_name="approval_id",
        string="Assignments",
    )
    can_assign = fields.Boolean(compute="_compute_can_assign")

    @api.model
    def _cron_lapse(self, today=None):
        """Each day as well: covenants that nobody could check are tried again."""
        super()._cron_lapse(today)
        self.env["bank.approval.condition"]._cron_watch()
        self.env["bank.approval.assignment"]._cron_hand_over()

    def _write_unwatched(self, user):
        """Name to one administrator the requests whose covenants nobody checks.

        In his language, in one letter on the first of them; it names no client.
        """
        own = self[:1].with_context(lang=user.lang or self.env.lang)
        names, more = ", ".join(self[:NAMED].mapped("name")), len(self) > NAMED
        own.message_notify(
            partner_ids=user.partner_id.ids,
            subject=own.env._(
                "Nobody is left to check covenants: request %(name)s", name=own.name
            )
            if len(self) == 1
            else own.env._(
                "Nobody is left to check covenants: %(count)s requests", count=len(self)
            ),
            body=own.env._(
                "Requests: %(names)s. All who might accept the checks have begun the "
                "request, report on it, or have left, or nobody is left to report. Name "
                "who leads the document, and a head of the branch or of one above it: "
                "the check is given by itself the next day.",
                names=f"{names} …" if more else names,
            ),
        )

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_assign(self):
        for approval in self:
            approval.can_assign = not approval._get_assign_blocker()

    def _get_assign_blocker(self):
        """Return why the user gives no assignment here, or False."""
        approval_sudo = self.sudo()
        if approval_sudo.state not in DECIDED:
            return self.env._("Assignments are given once it is decided.")
        votes = approval_sudo.task_ids.filtered(
            lambda task: task.kind == "vote" and task.state in ("approved", "rejected")
        )
        if self.env.user not in votes.decided_by_id:
            return self.env._("Whoever has decided gives assignments.")
        return False

    def action_give_assignment(self):
        self.ensure_one()
        self.check_access("read")
        dialog = self.env["bank.approval.assign"].create({"approval_id": self.id})
        return dialog._open()
