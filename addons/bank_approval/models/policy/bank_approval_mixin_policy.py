# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import AccessError


class BankApprovalMixin(models.AbstractModel):
    """How exceptions of a document come about: by hand, or by a rule that it misses."""

    _inherit = "bank.approval.mixin"

    def _check_exceptions_open(self):
        """Refuse to whoever may not change what is decided on, or not now."""
        self.check_access("write")
        if any(document._is_only_my_task() for document in self):
            raise AccessError(
                self.env._("Whoever is asked does not change what is decided on.")
            )
        self._check_not_in_approval()

    def _propose_exception(self, values):
        """Add one; what had been approved without it is approved no more."""
        self.ensure_one()
        self._check_exceptions_open()
        row_sudo = self.env["bank.policy.exception"]._propose(self, values)
        self._forget_exceptions()
        self.filtered(
            lambda row: row.sudo().approval_id._is_approved()
        )._lapse_changed()
        return row_sudo.sudo(False)

    def _forget_exceptions(self):
        self.invalidate_recordset(
            ["exception_ids", "exception_count", "exception_severity"]
        )

    # What the server finds by itself

    def _sync_exceptions(self):
        """Propose what minimum requirements miss, close what they do not any more."""
        open_ones = self.filtered(
            lambda row: (
                not row.sudo().approval_id._is_approved()
                and row.approval_state != "pending"
            )
        )
        companies = open_ones.grouped(lambda row: row.sudo()._get_approval_company())
        for company, documents in companies.items():
            requirements = self.env["bank.policy.requirement"]._find_valid(
                self._name, company
            )
            standing = documents._find_exceptions().filtered("requirement_id")
            missed = documents._propose_missed(requirements, standing)
            kept = (standing - missed).filtered(lambda row: row.state == "proposed")
            if kept:
                kept._cure(self.env._("The requirement is kept now."))
        self._forget_exceptions()

    def _propose_missed(self, requirements, standing):
        """Return those of the standing exceptions that still hold, with new ones."""
        known = {
            (row.res_id, row.requirement_id._get_key()): row
            for row in standing
            if row.requirement_id
        }
        missed = standing.browse()
        for requirement in requirements:
            for document in requirement._find_departing(self):
                row = known.get((document.id, requirement._get_key()))
                had = requirement._tell_value(document.sudo())
                if row is None:
                    row = standing._propose(document, _prepare(requirement, had))
                elif row.state == "proposed" and row.value_had != (had or False):
                    row._explain({"value_had": had})
                missed |= row
        return missed

    # Sending

    def action_request_approval(self):
        self._sync_before_sending()
        return super().action_request_approval()

    def action_preview_approval(self):
        self._sync_before_sending()
        return super().action_preview_approval()

    def _sync_before_sending(self):
        self.check_access("write")
        if not any(document._is_only_my_task() for document in self):
            self._sync_exceptions()

    def _get_approval_reasons(self):
        reasons = super()._get_approval_reasons()
        for row_sudo in self._find_exceptions():
            if row_sudo.state == "proposed" and row_sudo._lacks_mitigation():
                reasons.setdefault(row_sudo.res_id, self._tell_unmitigated(row_sudo))
        return reasons

    def _tell_unmitigated(self, row):
        return self.env._(
            "Say what mitigates the departure from “%(policy)s”: %(name)s.",
            policy=row.policy_id.name,
            name=row.name,
        )


def _prepare(requirement, had):
    return {
        "severity_id": requirement.severity_id.id,
        "name": requirement.name,
        "value_wanted": requirement.name,
        "value_had": had,
        "source": "requirement",
        "requirement_id": requirement.id,
    }
