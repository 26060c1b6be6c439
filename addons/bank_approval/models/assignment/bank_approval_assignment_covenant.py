# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankApprovalAssignment(models.Model):
    """An assignment may be the check of a covenant: the next one follows it."""

    _inherit = "bank.approval.assignment"

    condition_id = fields.Many2one(
        comodel_name="bank.approval.condition",
        string="Covenant",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )

    def _close(self, state, **values):
        result = super()._close(state, **values)
        if state == "accepted" and self.condition_id:
            self.condition_id._plan_check(self.date_due)
            self.condition_id._tell_unwatched()
        return result

    def _drop(self, words):
        """The server takes checks back that nobody waits for any more."""
        for row in self:
            row._close("cancelled", reason=words)
            row._log("cancelled", words)

    def _get_cancel_blocker(self):
        condition_sudo = self.sudo().condition_id
        if condition_sudo.state == "open" and (
            condition_sudo.approval_id.state == "approved_conditions"
        ):
            return self.env._(
                "A covenant is checked for as long as the decision holds: its check is "
                "not taken back."
            )
        return super()._get_cancel_blocker()
