# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from email.utils import parseaddr

from odoo import api, fields, models
from odoo.tools import email_normalize, html2plaintext

from odoo.addons.bank_document.tools.upload import UploadPolicy, inspect_upload

from ...tools import inquiry_form

# what a client may send by mail; the same look into a file as at every upload
POLICY = UploadPolicy(
    max_bytes=10 * 1024 * 1024,
    extensions=frozenset({"pdf", "jpg", "png", "docx", "xlsx", "txt"}),
)
LONGEST = {"subject": 200, "sender_name": 120, "text": 2000}


class BankInquiryLetter(models.Model):
    """The door from the corporate mailbox: what becomes of a letter."""

    _inherit = "bank.inquiry.letter"

    @api.model
    @api.private
    def message_new(self, msg_dict, custom_values=None):
        """Take a letter in: it makes an inquiry, or is listed with the reason."""
        mailboxes_sudo = self.env["bank.inquiry.mailbox"].sudo()
        mailbox_sudo = mailboxes_sudo.browse(custom_values["mailbox_id"])
        # the gateway has no rights of its own; what it may is said here
        letters_sudo = self.sudo()
        values = letters_sudo._read_letter(msg_dict)
        values["problem"] = letters_sudo._find_problem(mailbox_sudo, values, msg_dict)
        if values["problem"] == "flood" and (
            listed := letters_sudo._find_listed(mailbox_sudo, values["sender"])
        ):
            return listed
        values["left_out"] = letters_sudo._check_files(msg_dict)
        letter_sudo = letters_sudo.create({**values, "mailbox_id": mailbox_sudo.id})
        if not values["problem"]:
            letter_sudo._make_inquiry()
            mailbox_sudo._count_letter(values["sender"])
        return letter_sudo

    @api.private
    def message_update(self, msg_dict, update_vals=None):
        """A further letter stays with the first one; who holds it is told."""
        left_out = self._check_files(msg_dict)
        for letter_sudo in self.sudo():
            if left_out:
                letter_sudo.left_out = "\n".join(
                    part for part in (letter_sudo.left_out, left_out) if part
                )
            letter_sudo._tell_holder()
        return True

    @api.model
    def _read_letter(self, msg):
        name, _address = parseaddr(msg.get("email_from") or "")
        sender = email_normalize(msg.get("email_from") or "")
        text = html2plaintext(msg.get("body") or "")
        read = {"subject": msg.get("subject"), "sender_name": name, "text": text}
        return {
            "sender": sender or False,
            "date": fields.Datetime.now(),
            **{
                key: inquiry_form.clean(read[key], length, lines=key == "text")
                for key, length in LONGEST.items()
            },
        }

    @api.model
    def _find_problem(self, mailbox, values, msg):
        """Return why a letter makes no inquiry, or False."""
        if not mailbox.active:
            return "closed"
        if not values["sender"] or not inquiry_form.is_email(values["sender"]):
            return "sender"
        if self.env.context.get("bank_letter_is_automatic"):
            return "machine"
        if mailbox._is_flooded(values["sender"]):
            return "flood"
        if not values["text"] and not values["subject"] and not msg.get("attachments"):
            return "empty"
        return False

    @api.model
    def _find_listed(self, mailbox, sender):
        """Return the letter by which this flood is on the list already."""
        return self.search(
            [
                ("mailbox_id", "=", mailbox.id),
                ("sender", "=", sender),
                ("problem", "=", "flood"),
                ("date", ">=", fields.Date.today()),
            ],
            limit=1,
        )

    @api.model
    def _check_files(self, msg):
        """Leave out the files that an upload would refuse; return their names."""
        kept, left_out = [], []
        for file in msg.get("attachments") or []:
            content = file[1] if isinstance(file[1], bytes) else str(file[1]).encode()
            report = inspect_upload(content, file[0], POLICY)
            if report.problems:
                codes = ", ".join(sorted(report.codes))
                left_out.append(f"{inquiry_form.clean(file[0], 100)} ({codes})")
            else:
                kept.append(file)
        msg["attachments"] = kept
        return "\n".join(left_out)

    # ------------------------------------------------------------ what it becomes
    def _make_inquiry(self):
        values = self._prepare_inquiry_values()
        self.inquiry_id = self.env["bank.inquiry"].sudo()._receive([values])

    def _prepare_inquiry_values(self):
        """Hook: what of a letter the inquiry knows."""
        mailbox = self.mailbox_id
        name = self.sender_name if inquiry_form.is_name(self.sender_name) else False
        return {
            "contact_name": name or self.sender,
            "email": self.sender,
            "note": "\n".join(part for part in (self.subject, self.text) if part),
            "product_id": mailbox.product_id.id,
            "mailbox_id": mailbox.id,
            "channel_id": self.env.ref("bank_crm_core.bank_channel_email").id,
            "source_id": mailbox.source_id.id,
            "medium_id": mailbox.medium_id.id,
            "campaign_id": mailbox.campaign_id.id,
        }

    def _tell_holder(self):
        user = self.inquiry_id.user_id
        if user:
            env = self.with_context(lang=user.lang).env
            inquiry = self.inquiry_id.with_env(env)
            summary = env._("Another letter has come")
            self.env["mail.activity"]._tell(user, summary, inquiry.display_name)

    def message_post(self, *, message_type="notification", author_id=None, **kwargs):
        """A letter names no card: whose address it is, is not everybody's to know."""
        if message_type != "email":
            return super().message_post(
                message_type=message_type, author_id=author_id, **kwargs
            )
        if self.sudo().problem:
            # it stands in the list; what else it holds is not kept
            return self.env["mail.message"]
        message = super().message_post(message_type="email", author_id=False, **kwargs)
        self.sudo()._pass_on(message)
        return message

    def _pass_on(self, message):
        """What comes once there is a deal stands in the story of the deal."""
        deal_sudo = self.inquiry_id.deal_id
        if not deal_sudo:
            return
        client = deal_sudo.partner_id
        is_clients = client.email_normalized == email_normalize(message.email_from)
        files = message.attachment_ids.sudo()
        place = {"res_model": deal_sudo._name, "res_id": deal_sudo.id}
        deal_sudo.message_post(
            body=message.body,
            subject=message.subject,
            message_type="email",
            email_from=message.email_from,
            author_id=client.id if is_clients else False,
            attachment_ids=[file.copy(place).id for file in files],
        )
