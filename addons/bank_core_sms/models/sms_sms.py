# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from collections import defaultdict
from textwrap import shorten

from odoo import api, fields, models

from odoo.addons.bank_crm_core.models.contact.mail_message import ContactPurpose
from odoo.addons.bank_crm_core.tools import contact, phones

from ..tools.sms_api import SmsApiBank

SUBJECT_LENGTH = 80


class SmsSms(models.Model):
    """An SMS to a client asks the contact gate when it is sent.

    Blocked ones are cancelled with the reason; what was sent stands among the
    client's contacts. Nothing goes through the paid service of the stock product.
    """

    _inherit = "sms.sms"

    contact_purpose = fields.Selection(
        selection=list(contact.PURPOSES), string="Purpose", readonly=True
    )
    failure_type = fields.Selection(
        selection_add=[
            ("bank_gate", "Held Back by the Contact Gate"),
            ("bank_no_provider", "No SMS Provider Is Set Up"),
            ("bank_refused", "Refused by the SMS Provider"),
        ]
    )
    failure_reason = fields.Text(readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        decided = self.env.context.get("bank_contact_purpose")
        if not isinstance(decided, ContactPurpose):
            decided = "service"
        marked = []
        for vals in vals_list:
            purpose = vals.get("contact_purpose")
            self.env["mail.message"]._check_contact_purpose(purpose)
            # set, or a default of the caller's own would fill it in
            marked.append({**vals, "contact_purpose": purpose or str(decided)})
        return super().create(marked)

    def write(self, vals):
        self.env["mail.message"]._check_contact_purpose(vals.get("contact_purpose"))
        return super().write(vals)

    def _split_by_api(self):
        yield SmsApiBank(self.env), self

    def _send(self, unlink_failed=False, unlink_sent=True, raise_exception=False):
        free = self - self._hold_back_blocked()
        if not free:
            return None
        # also for what the scheduler sends, which is of several companies
        free = free.with_context(sms_api=SmsApiBank(self.env))
        return super(SmsSms, free)._send(
            unlink_failed=unlink_failed,
            unlink_sent=unlink_sent,
            raise_exception=raise_exception,
        )

    # ------------------------------------------------------------ gate
    @api.model
    def _match_clients(self, pairs):
        """Return whom of the clients each (partner, number) reaches.

        A number that is not the partner's own reaches whoever has it: nobody gets
        around a client's "no" by writing to his number from another card.
        """
        region = (self.env.company.country_id.code) or "RU"
        numbers = [phones.normalise(number or "", region) for _p, number in pairs]
        rows = self.env["bank.client.phone"].sudo()
        rows = rows.search_fetch(
            [("e164", "in", list(set(filter(None, numbers))))], ["partner_id", "e164"]
        )
        owners = {
            number: group.partner_id for number, group in rows.grouped("e164").items()
        }
        # read together, wherever each of them comes from
        together = rows.partner_id.union(*(partner.sudo() for partner, _n in pairs))
        found = []
        for (partner, _number), number in zip(pairs, numbers, strict=True):
            partner_sudo = partner.sudo().with_prefetch(together.ids)
            reached = owners.get(number, partner_sudo.browse())
            if partner_sudo in reached and partner_sudo._get_contact_client():
                reached = partner_sudo
            found.append(
                (partner_sudo | reached).filtered(lambda one: one._get_contact_client())
            )
        return found

    @api.model
    def _find_blocked(self, pairs, purposes, topics=None):
        """Return, for each (partner, number), ``{client: reason}`` of whom blocks it.

        :param purposes: what each of them is for; they are counted as they pass
        :param topics: what products each of them is about, where it is about some
        """
        matched = self._match_clients(pairs)
        topics = topics or [None] * len(pairs)
        messages = [
            (reached, purpose or "service", topic or None)
            for reached, purpose, topic in zip(matched, purposes, topics, strict=True)
        ]
        found = self.env["bank.contact.gate"]._judge_in_turn(messages, "sms")
        clients_sudo = self.env["res.partner"].sudo()
        return [
            {clients_sudo.browse(key): reason for key, (_kind, reason) in row.items()}
            for row in found
        ]

    def _get_contact_pairs(self):
        return [(sms.partner_id, sms.number) for sms in self]

    def _get_contact_topic(self):
        """Hook: the category of products it is about, for the gate."""
        return None

    def _hold_back_blocked(self):
        """Cancel whom the gate does not let through; return what was cancelled."""
        rows_sudo = self.sudo()
        purposes = rows_sudo.mapped("contact_purpose")
        topics = [sms._get_contact_topic() for sms in rows_sudo]
        found = self._find_blocked(rows_sudo._get_contact_pairs(), purposes, topics)
        held = self.browse()
        for sms_sudo, blocked in zip(rows_sudo, found, strict=True):
            if blocked:
                sms_sudo._hold_back(blocked)
                held |= self.browse(sms_sudo.id)
        return held

    def _hold_back(self, blocked):
        self.ensure_one()
        self.write(
            {
                "state": "canceled",
                "failure_type": "bank_gate",
                "failure_reason": "\n".join(
                    f"{client.name}: {reason}" for client, reason in blocked.items()
                ),
            }
        )
        # the writer sees it: of whom he has not written to he learns nothing
        reason = blocked.get(self.partner_id) or self.env._(
            "The contact gate holds back what is sent to this number."
        )
        self.sms_tracker_id.sudo()._action_update_from_sms_state(
            "canceled", failure_type="bank_gate", failure_reason=reason
        )

    # ------------------------------------------------------------ contacts
    def _handle_call_result_hook(self, results):
        super()._handle_call_result_hook(results)
        by_uuid = {result["uuid"]: result for result in results}
        sent = self.browse()
        for sms in self:
            result = by_uuid.get(sms.uuid, {})
            sms.failure_reason = result.get("failure_reason") or False
            if result.get("state") in self.IAP_TO_SMS_STATE_SUCCESS:
                sent |= sms
        sent._log_contacts()

    def _log_contacts(self):
        """Write sent SMS down among the contacts of the clients; one text, one go."""
        groups = defaultdict(self.env["res.partner"].sudo().browse)
        matched = self._match_clients(self._get_contact_pairs())
        for sms, clients in zip(self.sudo(), matched, strict=True):
            groups[sms._get_contact_key()] |= clients.mapped(
                lambda partner: partner._get_contact_client()
            )
        for (purpose, subject, user, source), clients in groups.items():
            clients._log_interaction(
                channel="sms",
                direction="out",
                purpose=purpose,
                subject=subject,
                user=user or None,
                source=source,
            )

    def _get_contact_key(self):
        self.ensure_one()
        purpose = self.contact_purpose or "service"
        # a code that opens the client's bank is not kept where people read
        secret = purpose == "security" or not self.body
        subject = "SMS" if secret else shorten(self.body, SUBJECT_LENGTH)
        message = self.mail_message_id
        source = None
        # a note on the client's own card is no document of its own
        is_document = message.model in self.env and message.model != "res.partner"
        if message.res_id and is_document:
            source = self.env[message.model].browse(message.res_id)
        user = self.create_uid.filtered(lambda user: not user.share)
        return purpose, subject, user, source
