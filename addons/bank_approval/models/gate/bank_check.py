# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date, format_datetime

APPROVED = ("approved", "approved_conditions")


class BankCheck(models.Model):
    """A gate that only a document passes whose decision holds on the same terms."""

    _inherit = "bank.check"

    kind = fields.Selection(
        selection_add=[("approval", "Approved, and the decision holds")],
        ondelete={"approval": "cascade"},
    )
    with_precedents = fields.Boolean(
        string="Conditions Precedent Are Met",
        default=True,
        help="What the decision asks for before the issue has been proved.",
    )

    @api.constrains("kind", "model_id")
    def _check_approval_document(self):
        known = self.env["bank.approval.route"]._get_document_models()
        for check in self.filtered(lambda check: check.kind == "approval"):
            if check.model not in known:
                raise ValidationError(
                    self.env._(
                        "“%(check)s” asks for a decision: choose a document that is "
                        "approved.",
                        check=check.name,
                    )
                )

    def _find_failures_approval(self, documents):
        """Say what stands in the way and what to do about it."""
        changed = documents._find_unlike_approved()
        failures = {}
        for document in documents:
            if reason := self._get_approval_failure(document, document in changed):
                failures[document.id] = reason
        return failures

    def _get_approval_failure(self, document, is_changed):
        approval = document.approval_id
        if document.approval_state not in APPROVED:
            return self._tell_not_approved(document.approval_state, approval)
        if approval.sudo()._is_term_over():
            return self.env._(
                "The decision held until %(date)s. Send it for approval again.",
                date=format_date(self.env, approval.date_lapse),
            )
        if is_changed:
            return self.env._(
                "It is not what was approved: its terms or papers have changed. Restore "
                "them or send it for approval again."
            )
        left = approval.condition_ids.filtered(
            lambda row: row.kind == "precedent" and row.state == "open"
        )
        if left and self.with_precedents:
            return self.env._(
                "Conditions of the decision are not met yet: %(names)s. Bring the proof "
                "to the credit administrator.",
                names="; ".join(left.mapped("name")),
            )
        return False

    def _tell_not_approved(self, state, approval):
        if state == "none":
            return self.env._("It is not approved. Send it for approval.")
        if state == "pending":
            return self.env._(
                "It is still being approved: %(names)s decide by %(date)s.",
                names=approval.waiting_names,
                date=format_datetime(self.env, approval.date_due)
                if approval.date_due
                else "–",
            )
        if state in ("returned", "postponed"):
            return self.env._(
                "It has come back: %(reason)s Mend it and send it again.",
                reason=approval.reason or "",
            )
        if state == "rejected":
            return self.env._("It has been refused. Change it and send it anew.")
        return self.env._("The decision does not hold any more. Send it again.")
