# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.tools import email_normalize_all


class MailMail(models.Model):
    """A mail to clients asks the contact gate again when it is sent.

    Between writing and sending a consent may have been withdrawn. Blocked recipients
    are taken out, with the reason; what was sent stands among the client's contacts.
    """

    _inherit = "mail.mail"

    failure_type = fields.Selection(
        selection_add=[("bank_gate", "Held Back by the Contact Gate")]
    )

    def send(self, auto_commit=False, raise_exception=False, post_send_callback=None):
        self._hold_back_blocked()
        return super().send(
            auto_commit=auto_commit,
            raise_exception=raise_exception,
            post_send_callback=post_send_callback,
        )

    def _hold_back_blocked(self):
        """Take out of these mails whom the gate does not let through.

        They are judged in their order and counted as they pass: two in one run are two.
        """
        waiting_sudo = self.sudo().filtered(lambda mail: mail.state == "outgoing")
        typed = waiting_sudo._find_typed_clients()
        owners = typed.grouped("email_normalized")
        messages = [mail._prepare_contact(owners) for mail in waiting_sudo]
        gate = self.env["bank.contact.gate"]
        found = gate._judge_in_turn(messages, "email") if messages else []
        for mail, answers in zip(waiting_sudo, found, strict=True):
            if answers:
                blockers = {key: reason for key, (_kind, reason) in answers.items()}
                mail._take_out(typed, blockers)

    def _prepare_contact(self, owners):
        """Return whom of the clients this mail reaches, for what and about what.

        :param dict owners: clients by their addresses
        """
        self.ensure_one()
        typed = email_normalize_all(f"{self.email_to or ''},{self.email_cc or ''}")
        nobody = self.env["res.partner"]
        found = (owners.get(address, nobody) for address in typed)
        reached = self.recipient_ids.union(*found)
        return (
            reached.filtered(lambda partner: partner._get_contact_client()),
            self.contact_purpose or "service",
            self._get_contact_topic(),
        )

    def _get_contact_topic(self):
        """Hook: the product or category this mail is about, or None."""
        return None

    def _find_typed_clients(self):
        """Return clients whose address was typed, not chosen, into these mails."""
        addresses = {
            address
            for mail in self
            for address in email_normalize_all(
                f"{mail.email_to or ''},{mail.email_cc or ''}"
            )
        }
        if not addresses:
            return self.env["res.partner"]
        return self.env["res.partner"].search(
            [
                ("email_normalized", "in", list(addresses)),
                ("branch_id", "!=", False),
            ]
        )

    def _take_out(self, typed, blockers):
        """Leave only whom nothing blocks; a mail to nobody is cancelled."""
        self.ensure_one()
        blocked = self.recipient_ids.filtered(lambda partner: partner.id in blockers)
        left, found = self._find_left_addresses(
            typed.filtered(lambda partner: partner.id in blockers)
        )
        if not blocked and not left:
            return
        reason = "\n".join(
            f"{partner.name}: {blockers[partner.id]}" for partner in blocked | found
        )
        self._mark_notifications(blocked, blockers)
        unlinked = [fields.Command.unlink(partner.id) for partner in blocked]
        self.write({**left, "recipient_ids": unlinked, "failure_reason": reason})
        if not (self.recipient_ids or self.email_to or self.email_cc):
            self.write({"state": "cancel", "failure_type": "bank_gate"})

    def _find_left_addresses(self, closed):
        """Return the lines of typed addresses without these partners, and who of them
        stood there.
        """
        by_address = {partner.email_normalized: partner for partner in closed}
        left, found = {}, closed.browse()
        for name in ("email_to", "email_cc"):
            addresses = email_normalize_all(self[name] or "")
            for address in by_address.keys() & set(addresses):
                found |= by_address[address]
                kept = [other for other in addresses if other not in by_address]
                left[name] = ",".join(kept)
        return left, found

    def _mark_notifications(self, blocked, blockers):
        notifications_sudo = self.env["mail.notification"].sudo()
        rows = notifications_sudo.search(
            [("mail_mail_id", "=", self.id), ("res_partner_id", "in", blocked.ids)]
        )
        for row in rows:
            row.write(
                {
                    "notification_status": "canceled",
                    "failure_type": "bank_gate",
                    "failure_reason": blockers[row.res_partner_id.id],
                }
            )

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        # before super: it deletes mails that are not to be kept
        for mail_sudo in self.sudo():
            mail_sudo._log_contacts(success_pids, success_emails)
        return super()._postprocess_sent_message(
            success_pids,
            success_emails,
            failure_reason=failure_reason,
            failure_type=failure_type,
        )

    def _log_contacts(self, success_pids, success_emails):
        """Write the mail down among the contacts of the clients whom it has reached."""
        self.ensure_one()
        partners = self.env["res.partner"].union(*success_pids)
        if success_emails:
            partners |= self._find_typed_clients()
        clients = self.env["res.partner"].union(
            *(partner._get_contact_client() for partner in partners)
        )
        message = self.mail_message_id
        author = message.author_id.user_ids.filtered(lambda user: not user.share)[:1]
        document = self.env["res.partner"]
        if message.model in self.env and message.res_id:
            document = self.env[message.model].browse(message.res_id)
        clients._log_interaction(
            channel="email",
            direction="out",
            purpose=message.contact_purpose or "service",
            subject=self.subject or message.record_name or self.env._("E-mail"),
            user=author or None,
            source=document or None,
        )
