# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import tally


class BankApprovalStep(models.Model):
    """A step that a committee decides at its meeting, by its own rule."""

    _inherit = "bank.approval.step"

    who = fields.Selection(
        selection_add=[("committee", "Committee at its meeting")],
        ondelete={"committee": "cascade"},
    )
    committee_id = fields.Many2one(
        comodel_name="bank.committee",
        index="btree_not_null",
        ondelete="restrict",
        help="The matter waits in its queue; its count of votes decides the step.",
    )

    @api.constrains("who", "kind", "committee_id")
    def _check_committee(self):
        for step in self:
            if step.who == "committee" and (
                step.kind != "committee" or not step.committee_id
            ):
                raise ValidationError(
                    self.env._(
                        "Name the committee that decides on the step “%(step)s”.",
                        step=step.name,
                    )
                )

    def _get_rule(self):
        if self.who == "committee":
            # one task with the outcome: the committee has counted by its own rule
            return tally.Rule(kind="any", is_early=True)
        return super()._get_rule()

    def _find_people_committee(self, documents):
        """A secretary is asked to bring it before the committee; he decides nothing.

        A deputy of his where he has begun the matter himself.
        """
        initiators = documents._get_approval_initiators()
        secretaries = self.committee_id._get_secretaries().filtered("active")
        return {
            document.id: (secretaries - initiators[document.id])[:1]
            for document in documents
        }
