# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from ...tools.tally import get_gist


class BankApprovalCondition(models.Model):
    """What a decision asks for is asked for after a change of it as well.

    It goes over to the decision about the change once. Said anew by that decision, it
    holds as said anew.
    """

    _inherit = "bank.approval.condition"

    origin_id = fields.Many2one(
        comodel_name="bank.approval.condition",
        string="Goes On From",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The same condition of the decision that has been changed.",
    )

    def _move_to(self, approval, said):
        """Go on with a later request; return the conditions that are new there.

        :param said: conditions that came into force with the later decision itself
        """
        anew = {row._get_key(): row for row in said}
        left = self.filtered(lambda row: row._get_key() not in anew)
        moved = self.create([row._prepare_moved_values(approval) for row in left])
        heirs = dict(zip(left, moved, strict=True))
        self.write({"state": "moved"})
        for row in self:
            row._hand_on_to(heirs.get(row) or anew[row._get_key()])
        return moved

    def _get_key(self):
        return self.kind, get_gist(self.name)

    def _prepare_moved_values(self, approval):
        return {
            "approval_id": approval.id,
            "task_id": self.task_id.id,
            "res_model": self.res_model,
            "res_id": self.res_id,
            "kind": self.kind,
            "name": self.name,
            "date_due": self.date_due,
            "period_months": self.period_months,
            "state": "open",
            "origin_id": self.id,
        }

    def _hand_on_to(self, heir):
        """Hook: what hangs on this condition hangs on its heir from now on."""
