# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize

CHANNELS = {"mail": "email"}
# whoever opens the form waits for it, see docs/benchmarks.md
LOOKED_AT = 2_000


class MailingMailing(models.Model):
    """A mailing asks the contact gate when it is looked at and when it is sent."""

    _inherit = "mailing.mailing"

    gate_report = fields.Json(compute="_compute_gate_report")

    # ------------------------------------------------------------ asking
    def _get_gate_channel(self):
        return CHANNELS.get(self.mailing_type, "email")

    def _find_left_out(self, res_ids, now=None):
        """Return ``{res_id: (kind, reason)}`` of the recipients who get nothing.

        In a fixed number of queries. Each one who passes counts for the next one of
        the same client: a limit of one is one mail, however often he stands in it.
        """
        self.ensure_one()
        matched = self._match_recipients(res_ids)
        about = self.product_category_id
        messages = [(clients, self.contact_purpose, about) for clients in matched]
        gate = self.env["bank.contact.gate"]
        found = gate._judge_in_turn(messages, self._get_gate_channel(), now)
        return {
            res_id: next(iter(answers.values()))
            for res_id, answers in zip(res_ids, found, strict=True)
            if answers
        }

    def _match_recipients(self, res_ids):
        """Return the clients whom a mail to each of these records reaches: by the
        record's partner, and by its address, whoever's it is.
        """
        # whom it goes to was found with the sight of the sender; a wall must not turn
        # a "no" into a "yes"
        records_sudo = self.env[self.mailing_model_real].sudo().browse(res_ids)
        if records_sudo._name == "res.partner":
            return list(records_sudo)
        partners = records_sudo._mail_get_partners()
        emails = {
            res_id: email_normalize(email or "")
            for res_id, email in self._get_addresses(records_sudo).items()
        }
        owners = self._find_clients_by_email(emails.values())
        nobody = self.env["res.partner"].sudo()
        return [
            nobody.union(
                partners.get(res_id, nobody), owners.get(emails.get(res_id), nobody)
            )
            for res_id in res_ids
        ]

    @api.model
    def _get_addresses(self, records):
        """Return ``{res_id: address}`` as the stock composer would write to them."""
        field = records._mail_get_primary_email_field()
        if not field and "email" in records._fields:
            field = "email"
        if field:
            records.fetch([field])
            return {record.id: record[field] for record in records}
        partners = records._mail_get_partners()
        return {key: partner[:1].email for key, partner in partners.items()}

    @api.model
    def _find_clients_by_email(self, emails):
        """Return ``{address: clients}``."""
        clients = self.env["res.partner"].sudo()
        found = clients.search_fetch(
            [
                ("email_normalized", "in", list(set(filter(None, emails)))),
                ("branch_id", "!=", False),
            ],
            ["email_normalized"],
        )
        return found.grouped("email_normalized")

    # ------------------------------------------------------------ looking
    @api.depends(
        "contact_purpose",
        "product_category_id",
        "segment_id",
        "mailing_domain",
        "mailing_model_id",
        "contact_list_ids",
        "schedule_date",
        "state",
    )
    @api.depends_context("uid", "lang")
    def _compute_gate_report(self):
        for mailing in self:
            mailing.gate_report = mailing._prepare_gate_report()

    def _prepare_gate_report(self):
        """Return how many would be left out, by reason; nothing once it has left."""
        if self.state in ("sending", "done") or not self.mailing_model_real:
            return False
        res_ids = self._get_looked_at()
        if len(res_ids) > LOOKED_AT:
            return {"total": len(res_ids), "rows": [], "too_many": LOOKED_AT}
        left_out = self._foresee_left_out(res_ids)
        counts = Counter(kind for kind, _reason in left_out.values())
        labels = self._get_gate_labels()
        return {
            "total": len(res_ids),
            "passing": len(res_ids) - len(left_out),
            "rows": [
                {"kind": kind, "label": label, "count": counts[kind]}
                for kind, label in labels.items()
                if counts[kind]
            ],
        }

    def _get_looked_at(self):
        """Ids of the recipients as they are now; a sample of them is not drawn yet."""
        seeing = self._with_sight()
        records = seeing.env[self.mailing_model_real]
        if not records.has_access("read"):
            return []
        return records.search(seeing._get_recipients_domain()).ids

    def _foresee_left_out(self, res_ids):
        """Whom the gate would leave out at the time of sending, and who has no address."""
        now = max(self.schedule_date or fields.Datetime.now(), fields.Datetime.now())
        left_out = self._find_left_out(res_ids, now)
        records_sudo = self.env[self.mailing_model_real].sudo().browse(res_ids)
        reason = self.env._("There is no address to send it to.")
        for res_id, address in self._get_addresses(records_sudo).items():
            if not address:
                left_out.setdefault(res_id, ("address", reason))
        return left_out

    @api.model
    def _get_gate_labels(self):
        """Hook: ``{kind: label}`` of the reasons, in the order they are listed."""
        return {
            "consent": self.env._("No consent"),
            "suppression": self.env._("Do not disturb"),
            "blacklist": self.env._("Wants no messages"),
            "limit": self.env._("Limit is used up"),
            "hours": self.env._("Not at this hour"),
            "address": self.env._("No address"),
        }

    def action_open_left_out(self, kind):
        """Show whom one reason leaves out, as far as the user may see them."""
        self.ensure_one()
        self.check_access("read")
        left_out = self._foresee_left_out(self._get_looked_at())
        ids = [key for key, (own, _reason) in left_out.items() if own == kind]
        return {
            "type": "ir.actions.act_window",
            "name": self._get_gate_labels().get(kind, kind),
            "res_model": self.mailing_model_real,
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", ids)],
            "context": {"create": False},
        }

    # ------------------------------------------------------------ sending
    def _action_send_mail(self, res_ids=None):
        for mailing in self:
            mailing._send_through_gate(res_ids)
        return True

    def _send_through_gate(self, res_ids):
        """Send to whom nothing blocks; the others get a trace that says why."""
        wanted = self._get_wanted(res_ids)
        left_out = self._find_left_out(wanted)
        self._create_held_traces(left_out)
        self._record_sending(wanted, left_out)
        free = [res_id for res_id in wanted if res_id not in left_out]
        if not free and (wanted or res_ids):
            self._finish_without_mails(wanted)
            return
        purpose = self.env["mail.message"]._with_contact_purpose(self.contact_purpose)
        self.with_context(purpose.env.context)._do_send(free)

    def _do_send(self, res_ids):
        """Hook: send to whom the gate has let through; the context has the purpose."""
        super()._action_send_mail(res_ids=res_ids)

    def _finish_without_mails(self, wanted):
        if not wanted:
            raise UserError(self.env._("None of them is a recipient of this mailing."))
        self.write({"state": "done", "sent_date": fields.Datetime.now()})

    def _get_wanted(self, res_ids):
        """Return who is left to be written to; who is named must be one of them."""
        if not self.env.su:
            for purpose in self._get_purposes():
                self._check_purpose_claimed(purpose)
        remaining = self._get_remaining_recipients()
        if not res_ids:
            return remaining
        named = set(res_ids)
        return [res_id for res_id in remaining if res_id in named]

    def _create_held_traces(self, left_out):
        records_sudo = self.env[self.mailing_model_real].sudo().browse(list(left_out))
        addresses = self._get_addresses(records_sudo) if left_out else {}
        # traces are the machine's to write
        self.env["mailing.trace"].sudo().create(
            [
                self._prepare_held_trace(res_id, reason, addresses.get(res_id))
                for res_id, (_kind, reason) in left_out.items()
            ]
        )

    def _prepare_held_trace(self, res_id, reason, address):
        return {
            "trace_type": self.mailing_type,
            "mass_mailing_id": self.id,
            "model": self.mailing_model_real,
            "res_id": res_id,
            "email": email_normalize(address or "") or address or "",
            "trace_status": "cancel",
            "failure_type": "bank_gate",
            "failure_reason": reason,
        }

    def _record_sending(self, wanted, left_out):
        """Keep in the decision log how many were written to, and how many were not."""
        if not wanted:
            return
        counts = Counter(kind for kind, _reason in left_out.values())
        payload = {
            "purpose": self.contact_purpose,
            "channel": self._get_gate_channel(),
            "model": self.mailing_model_real,
            "segment_id": self.segment_id.id or None,
            "sender_id": self._get_sender().id,
            "whole_bank": self._is_whole_bank(),
            "recipients": len(wanted) - len(left_out),
            "left_out": dict(sorted(counts.items())),
        }
        self.env["bank.decision"]._record("mailing", [(self, payload)])
