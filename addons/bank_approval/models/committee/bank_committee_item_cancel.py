# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

HOLDS = ("approved", "conditional")


class BankCommitteeItem(models.Model):
    """A matter by which a committee takes an earlier decision of its own back."""

    _inherit = "bank.committee.item"

    cancels_id = fields.Many2one(
        comodel_name="bank.committee.item",
        string="Cancels the Decision",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('committee_id', '=', committee_id), ('partner_id', '=', partner_id), "
        "('state', 'in', ('approved', 'conditional')), ('task_id', '!=', False)]",
        help="When this matter is approved, that decision does not hold any more.",
    )

    @api.constrains("cancels_id", "committee_id", "partner_id")
    def _check_cancels(self):
        for item in self.filtered("cancels_id"):
            earlier = item.sudo().cancels_id
            if (
                earlier.committee_id != item.committee_id
                or earlier.partner_id != item.partner_id
                or earlier.state not in HOLDS
                or not earlier.task_id
            ):
                raise ValidationError(
                    self.env._(
                        "A committee cancels a decision of its own about this client, "
                        "one that was in favour."
                    )
                )
            if not earlier._is_unused():
                raise ValidationError(
                    self.env._(
                        "That decision has been carried out: it is not taken back any "
                        "more. Decide on what follows from it."
                    )
                )

    def _count_votes(self):
        result = super()._count_votes()
        if self.state in HOLDS and self.cancels_id:
            self.cancels_id._cancel_decision(self)
        return result

    def _prepare_again_values(self):
        """Put off, it still takes back what it was to take back, while that stands."""
        earlier = self.cancels_id
        return {
            **super()._prepare_again_values(),
            "cancels_id": earlier.state in HOLDS
            and earlier._is_unused()
            and earlier.id,
        }

    def _is_unused(self):
        """Return whether what this matter has decided is not carried out yet."""
        return bool(self.task_id.approval_id._filter_unused())

    def _cancel_decision(self, later):
        """Let the request lapse that this matter has decided.

        One that was carried out meanwhile stands, with its covenants and conditions.
        """
        approval = self.task_id.approval_id
        approval._lock()
        if approval.state not in ("approved", "approved_conditions"):
            return
        if not self._is_unused():
            approval._tell_not_cancelled(later)
            return
        approval._lapse(f"committee:{later.id}")
