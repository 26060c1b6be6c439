# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

VERDICTS = [("confirmed", "Confirmed"), ("rejected", "Rejected")]
# so long that somebody else understands it
LEAST_REASON = 5


class CrmLead(models.Model):
    """Who sits there is who he says: confirmed or rejected before anything starts."""

    _inherit = "crm.lead"
    _server_fields = (
        "identity_verdict",
        "identity_partner_id",
        "identity_document_id",
        "identity_reason",
        "identity_user_id",
        "identity_date",
    )

    identity_verdict = fields.Selection(
        selection=VERDICTS, string="Identity", readonly=True, copy=False
    )
    identity_partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Whose Identity",
        readonly=True,
        copy=False,
        ondelete="restrict",
        groups=fields.NO_ACCESS,
    )
    identity_document_id = fields.Many2one(
        comodel_name="bank.identity.document",
        string="By the Document",
        readonly=True,
        copy=False,
        ondelete="set null",
    )
    identity_reason = fields.Char(string="Why So", readonly=True, copy=False)
    identity_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Identity Checked By",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    identity_date = fields.Datetime(string="Identified On", readonly=True, copy=False)

    def _get_gate_triggers(self):
        return (*super()._get_gate_triggers(), "identity_verdict")

    def _get_identity_blocker(self):
        """Return why the client's identity does not stand, or False."""
        self.ensure_one()
        # a verdict is no secret from who works on the deal
        deal_sudo = self.sudo()
        if not deal_sudo.identity_verdict:
            return self.env._("The client's identity is not confirmed yet.")
        if deal_sudo.identity_partner_id != deal_sudo.partner_id:
            return self.env._("The identity of another client was confirmed.")
        if deal_sudo.identity_verdict == "rejected":
            return self.env._(
                "The client's identity was rejected: %(reason)s",
                reason=deal_sudo.identity_reason,
            )
        return False

    def _get_application_blocker(self):
        if reason := super()._get_application_blocker():
            return reason
        # which process it is does not depend on who asks
        processes_sudo = self.env["bank.application.process"].sudo()
        process = processes_sudo._find_for(self.product_id.sudo(), self.partner_id)
        blocker = process.identity_first and self._get_identity_blocker()
        return blocker and self.env._(
            "%(blocker)s Press “Identify” in the deal first.", blocker=blocker
        )

    def action_identify(self):
        """Open the dialog: which document was shown, or why it is not he."""
        self.ensure_one()
        self.check_access("write")
        self._check_identifiable()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Identity"),
            "res_model": "bank.deal.identify",
            "view_mode": "form",
            "target": "new",
            "context": {"default_deal_id": self.id},
        }

    def _check_identifiable(self):
        if not self.partner_id.client_kind or self.won_status != "pending":
            raise UserError(
                self.env._("Choose the client in an open deal, then identify him.")
            )
        # that there is one is no secret from who may change the deal
        if self.sudo().application_ids._filter_in_work():
            raise UserError(
                self.env._("An application is in work: the identity stands as it is.")
            )

    def _identify(self, verdict, document, reason):
        """Write the verdict down, for good: on the deal and in the decision log."""
        self.ensure_one()
        self.check_access("write")
        self._check_identifiable()
        reason = (reason or "").strip()
        if blocker := self._get_identify_blocker(verdict, document, reason):
            raise UserError(blocker)
        self.sudo().write(
            {
                "identity_verdict": verdict,
                "identity_partner_id": self.partner_id.id,
                "identity_document_id": document.id,
                "identity_reason": reason,
                "identity_user_id": self.env.uid,
                "identity_date": fields.Datetime.now(),
            }
        )
        self._log_identity(verdict, document, reason)

    def _log_identity(self, verdict, document, reason):
        decisions = self.env["bank.decision"]
        payload = {
            "verdict": verdict,
            "client": self.partner_id.id,
            "document": document.id or None,
            "reason_hash": decisions._hash_text(reason),
        }
        decisions._record("identity", [(self, payload)])

    def _get_identify_blocker(self, verdict, document, reason):
        client = self.partner_id
        if verdict not in dict(VERDICTS):
            return self.env._("An identity is confirmed or rejected.")
        if verdict == "rejected":
            is_told = len(reason) >= LEAST_REASON
            return not is_told and self.env._("Say why the identity is rejected.")
        if client.client_kind == "company":
            is_told = len(reason) >= LEAST_REASON
            return not is_told and self.env._(
                "Say who acts for the company and by what power."
            )
        if not document or document.partner_id != client or not document.active:
            return self.env._("Choose the document that the client has shown.")
        if document.state == "expired":
            return self.env._("This document has expired: ask for another one.")
        return False


class BankDecision(models.Model):
    _inherit = "bank.decision"

    @api.model
    def _get_kinds(self):
        return {
            **super()._get_kinds(),
            "identity": self.env._("Identity confirmed or rejected"),
        }
