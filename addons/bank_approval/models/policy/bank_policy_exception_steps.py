# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

CREDIT = "bank_approval.group_approval_credit_administrator"


class BankPolicyException(models.Model):
    """What happens to an exception; each step stands in the decision log."""

    _inherit = "bank.policy.exception"

    # By people

    def _get_explain_blocker(self):
        """Return why the user cannot change its words, or False."""
        row_sudo = self.sudo()
        if row_sudo.state != "proposed":
            return self.env._("It is decided on already.")
        return self._get_document_blocker()

    def _get_document_blocker(self):
        document = self._get_document()
        if not document.exists() or not document.has_access("write"):
            return self.env._("Whoever may change the document does this.")
        if document._is_only_my_task():
            return self.env._("Whoever is asked does not change what is decided on.")
        if document.approval_state == "pending":
            return self.env._(
                "It is being approved. Withdraw the request or ask for its return, "
                "then change it."
            )
        return False

    def _get_cure_blocker(self):
        """Return why the user cannot say that it is cured, or False."""
        row_sudo = self.sudo()
        if row_sudo.state == "proposed":
            return self._get_document_blocker()
        if row_sudo.state != "accepted":
            return self.env._("It does not stand any more.")
        if not self.env.user.has_group(CREDIT):
            return self.env._("A credit administrator accepts the proof.")
        began = row_sudo.approval_id.initiator_ids | row_sudo.user_id
        if self.env.user in began:
            return self.env._("Nobody accepts the proof for what he has begun himself.")
        return False

    def action_open_explain(self):
        self.ensure_one()
        self.check_access("read")
        if reason := self._get_explain_blocker():
            raise AccessError(reason)
        return self.env["bank.policy.propose"]._open_for(self._get_document(), self)

    def action_open_cure(self):
        self.ensure_one()
        self.check_access("read")
        dialog = self.env["bank.policy.cure"].create({"exception_id": self.id})
        return dialog._get_dialog_action(self.env._("Close the Exception"))

    def action_cure(self, proof):
        """Say by what the document keeps the policy now."""
        self.ensure_one()
        self.check_access("read")
        self.sudo().approval_id._lock()
        if reason := self._get_cure_blocker():
            raise AccessError(reason)
        if not isinstance(proof, str) or not proof.strip():
            raise UserError(self.env._("Name the proof: paper, number, date."))
        self.sudo()._cure(proof.strip())

    def _explain(self, values):
        """Change its words; the caller has checked who acts and the values."""
        self.sudo().write(values)
        self._log("explained")

    # By the server, which has checked who acts

    @api.model
    def _propose(self, document, values):
        """Make one exception of a document; ``values`` name its policy's degree."""
        severity_sudo = self.env["bank.policy.severity"].sudo().browse(
            values.pop("severity_id")
        )  # fmt: skip
        policy_sudo = severity_sudo.policy_id
        document_sudo = document.sudo()
        drawn = document_sudo._prepare_approval_values()
        product = document_sudo._get_exception_product()
        row_sudo = self.sudo().create(
            {
                "res_model": document._name,
                "res_id": document.id,
                "policy_id": policy_sudo.id,
                "severity_id": severity_sudo.id,
                "severity_name": severity_sudo.name,
                "severity_value": severity_sudo.value,
                "kind": policy_sudo.kind,
                "company_id": document_sudo._get_approval_company().id,
                "branch_id": document_sudo._get_approval_branches()[document.id].id,
                "product_id": product.id,
                "user_id": self.env.uid,
                "date_proposed": fields.Datetime.now(),
                **{key: drawn.get(key) for key in ("partner_id", "currency_id")},
                "amount": drawn.get("amount") or 0,
                **values,
            }
        )
        row_sudo._log("proposed")
        return row_sudo

    def _propose_again(self):
        """A departure whose decision has lapsed stands until it is decided anew."""
        for row in self:
            values = row.copy_data()[0]
            for name in ("state", "approval_id", "date_decided", "is_past"):
                values.pop(name, None)
            values["mitigation_ids"] = [Command.set(row.mitigation_ids.ids)]
            values["date_proposed"] = fields.Datetime.now()
            self.create(values)._log("proposed")

    def _settle(self, state):
        self._transition(state, date_decided=fields.Datetime.now())
        self._log(state)

    def _cure(self, proof):
        self._transition(
            "cured",
            proof=proof,
            closed_by_id=self.env.uid,
            date_closed=fields.Datetime.now(),
        )
        self._log("cured", proof_hash=self.env["bank.decision"]._hash_text(proof))

    def _log(self, act, **payload):
        decisions = self.env["bank.decision"]
        for name, rows_sudo in self.sudo().grouped("res_model").items():
            decisions._record(
                "policy_exception",
                [
                    (
                        self.env[name].browse(row_sudo.res_id),
                        {
                            "act": act,
                            "exception": row_sudo.id,
                            "policy": row_sudo.policy_id.id,
                            "version": row_sudo.policy_id.version,
                            "severity": row_sudo.severity_value,
                            "request": row_sudo.approval_id.id,
                            "hash": decisions._hash_text(str(row_sudo._prepare_part())),
                            **payload,
                        },
                    )
                    for row_sudo in rows_sudo
                ],
            )
