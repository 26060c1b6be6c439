# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import hashlib

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.bank_base.tools import decision_chain

RUNNING = ("pending", "returned", "postponed")
APPROVED = ("approved", "approved_conditions")


class BankApprovalMixin(models.AbstractModel):
    """A document that is approved.

    Adopting: name the mixin first, say in ``_approval_fields`` what is decided on, and
    let the wall of the model read ``'|', <wall>, ('is_my_task', '=', True)``.
    """

    _name = "bank.approval.mixin"
    _description = "Document to Approve (abstract)"
    _inherit = ["bank.task.access.mixin", "bank.approval.papers.mixin"]
    _server_fields = ("approval_id",)

    # what is decided on; cannot be changed while it is decided
    _approval_fields = ()
    # names of the fields that lists of requests show; None where there is none
    _approval_amount = "amount"
    _approval_currency = "currency_id"
    _approval_client = "partner_id"

    approval_id = fields.Many2one(
        comodel_name="bank.approval",
        string="Approval Request",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    approval_state = fields.Selection(
        selection="_selection_approval_state",
        string="Approval",
        compute="_compute_approval_state",
        store=True,
        index=True,
    )
    approval_blocker = fields.Text(
        string="Missing for Approval", compute="_compute_approval_blocker"
    )
    approval_waiting_names = fields.Char(
        related="approval_id.waiting_names", string="Waits For"
    )
    approval_date_due = fields.Datetime(
        related="approval_id.date_due", string="Decision Due"
    )

    @api.model
    def _selection_approval_state(self):
        states = self.env["bank.approval"]._fields["state"]
        not_sent = self.env._("Not Sent")
        return [("none", not_sent), *states._description_selection(self.env)]

    @api.depends("approval_id.state")
    def _compute_approval_state(self):
        for document in self:
            # whoever reads the document may know how it stands
            document.approval_state = document.sudo().approval_id.state or "none"

    @api.depends_context("uid")
    def _compute_approval_blocker(self):
        reasons = self._get_approval_reasons()
        for document in self:
            document.approval_blocker = reasons.get(document.id, False)

    # Hooks

    def _get_approval_blocker(self):
        """Hook: ``{id: reason}`` of documents that are not ready to be sent."""
        return {}

    def _get_approval_initiators(self):
        """Hook: ``{id: users}`` who have begun the matter; they never decide it."""
        users = self.env.user
        return {
            document.id: users
            | document.create_uid
            | (document.user_id if "user_id" in document._fields else users)
            for document in self
        }

    def _get_approval_branches(self):
        """Hook: ``{id: branch}`` whose head and employees are asked."""
        nobody = self.env["bank.branch"]
        return {
            document.id: document.branch_id
            if "branch_id" in document._fields
            else nobody
            for document in self
        }

    def _get_approval_company(self):
        """Return whose limits and currency count, whatever company the reader is in.

        Of what was sent it is the company of the request: it was told to whoever
        decides, and neither he nor a change of the document chooses another.
        """
        if self.approval_state in (*RUNNING, *APPROVED):
            # whoever reads the document may know it
            return self.sudo().approval_id.company_id
        return self._get_own_company()

    def _get_own_company(self):
        """Hook: the company of a document that is not sent: its own, its branch's."""
        sources_sudo = self.sudo()
        if "company_id" in self._fields and sources_sudo.company_id:
            return sources_sudo.company_id
        has_branch = "branch_id" in self._fields
        return (has_branch and sources_sudo.branch_id.company_id) or self.env.company

    def _get_approval_used(self):
        """Hook: those whose approval has been carried out; it does not lapse."""
        return self.browse()

    def _on_approval_round(self):
        """Hook: a round begins, with sending or sending again; what it is about is not
        read yet.
        """

    def _on_approval_done(self):
        """Hook: the request has ended; ``approval_state`` says how."""

    def _prepare_approval_values(self):
        """Hook: what lists of requests show of this document."""
        names = {
            "amount": self._approval_amount,
            "currency_id": self._approval_currency,
            "partner_id": self._approval_client,
        }
        values = {}
        for name, source in names.items():
            if source and source in self._fields:
                value = self[source]
                values[name] = value.id if name.endswith("_id") else value
        return values

    # What is decided on

    def _prepare_approval_snapshots(self):
        """Return ``{id: {"text", "hash", "parts"}}``: fields and papers as they are."""
        extras = self._read_approval_extras()
        rows = self.sudo().read(sorted(self._approval_fields), load=None)
        snapshots = {}
        for row in rows:
            document_id = row.pop("id")
            parts = {name: make_plain(value) for name, value in row.items()}
            parts |= extras[document_id]
            text = decision_chain.canonical(
                {"model": self._name, "id": document_id, "parts": parts}
            )
            snapshots[document_id] = {
                "text": text,
                "hash": decision_chain.sha256(text),
                "parts": {name: hash_part(value) for name, value in parts.items()},
            }
        return snapshots

    def _read_approval_extras(self):
        """Hook: ``{id: {name: value}}`` of what is decided on besides the fields."""
        papers = self._read_approval_papers()
        return {key: {"papers": papers.get(key, [])} for key in self.ids}

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        if self.sudo().approval_id:
            raise UserError(
                self.env._("What has been sent for approval is not deleted.")
            )

    def write(self, vals):
        decided = vals.keys() & set(self._approval_fields)
        approved = self.browse()
        if vals.get("user_id") and not self.env.su:
            self._check_no_decider(self.env["res.users"].browse(vals["user_id"]))
        if decided:
            self._check_not_in_approval()
            approved = self.filtered(lambda row: row.approval_state in APPROVED)
        result = super().write(vals)
        if approved:
            approved._lapse_changed()
        if "user_id" in vals:
            # the server notes it, whoever may hand the document over
            self.sudo().approval_id._join_leaders()
        return result

    def _check_no_decider(self, leader):
        """Nobody is barred from deciding by being made to lead the document."""
        asked = self.sudo().approval_id.open_task_ids.user_id
        if leader in asked:
            raise UserError(
                self.env._(
                    "%(name)s is asked to decide on it, and whoever leads a document "
                    "does not. Name somebody else, or withdraw the request first.",
                    name=leader.sudo().name,
                )
            )

    def _check_not_in_approval(self):
        """What is being decided on does not change under those who decide."""
        if any(document.approval_state == "pending" for document in self):
            raise UserError(
                self.env._(
                    "It is being approved. Withdraw the request or ask for its return, "
                    "then change it."
                )
            )

    def _find_unlike_approved(self):
        """Return the documents that are not what their last round is about."""
        # one statement for all: the last of some rows is read alone otherwise
        self.sudo().approval_id.round_ids.fetch(["number", "part_hashes"])
        rounds_sudo = {row: row.sudo().approval_id._get_round() for row in self}
        asked = self.filtered(lambda row: rounds_sudo[row])
        snapshots = asked._prepare_approval_snapshots() if asked else {}
        return asked.filtered(
            lambda row: snapshots[row.id]["parts"] != rounds_sudo[row].part_hashes
        )

    def _lapse_changed(self):
        """An approval does not cover what it was not given for."""
        for approval_sudo in self.sudo().approval_id:
            if approval_sudo._find_changes():
                approval_sudo._lapse("changed")

    # Sending

    def _get_approval_reasons(self):
        """Return ``{id: reason}`` of documents that cannot be sent now."""
        documents = self._origin
        reasons = documents.filtered("id")._get_approval_blocker()
        running = self.env._("It has been sent already: see the request.")
        done = self.env._("It is approved already.")
        for document in documents:
            if document.approval_state in RUNNING:
                reasons[document.id] = running
            elif document.approval_state in APPROVED:
                reasons[document.id] = done
        left = documents.filtered(lambda document: document.id not in reasons)
        approvals_sudo = self.env["bank.approval"].sudo()
        plan = approvals_sudo._plan(left, approvals_sudo._find_routes(left))
        return {**reasons, **approvals_sudo._find_gaps(left, plan)}

    def action_request_approval(self):
        """Send these documents for approval; all of them or none."""
        self.check_access("write")
        if any(document._is_only_my_task() for document in self):
            raise AccessError(self.env._("Whoever is asked does not send it himself."))
        if reasons := self._get_approval_reasons():
            raise UserError("\n".join(dict.fromkeys(reasons.values())))
        # who may send is checked; the rows belong to the server
        approvals_sudo = self.env["bank.approval"].sudo()._start(self)
        return approvals_sudo.sudo(False)._get_open_action()

    def action_preview_approval(self):
        """Show who will decide and by when, and what is missing."""
        self.ensure_one()
        self.check_access("write")
        # the dialog is the user's own; what stands in it was worked out here
        send = self.env["bank.approval.send"]
        row = send.create(send._prepare_preview(self))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send for Approval"),
            "res_model": send._name,
            "res_id": row.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _is_only_my_task(self):
        own = self.with_context(bank_own_access=True)
        return not own.has_access("read")

    def action_open_approval(self):
        self.ensure_one()
        self.check_access("read")
        return self.approval_id._get_open_action()


def make_plain(value):
    """Return a value of a field as JSON has it."""
    if isinstance(value, (bool, int, str, type(None))):
        return value
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, (list, tuple)):
        return sorted(make_plain(item) for item in value)
    if isinstance(value, dict):
        return {str(key): make_plain(item) for key, item in value.items()}
    return str(value)


def hash_part(value):
    return decision_chain.sha256(decision_chain.canonical(value))
