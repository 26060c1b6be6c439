# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import secrets
from collections import defaultdict

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from ...tools.link import hash_token

_lt = LazyTranslate(__name__)

UNSEEN = "…"
NOT_SENT = _lt("The offer did not go out: tell the client otherwise")


class BankOffer(models.Model):
    """An offer by mail: through the contact gate, with its print and a link.

    The link stands in the letter alone: the table keeps its hash, and the copy of the
    letter that employees read has it taken out.
    """

    _inherit = "bank.offer"

    token_hash = fields.Char(
        readonly=True, copy=False, groups=fields.NO_ACCESS, index="btree_not_null"
    )
    letter_state = fields.Selection(
        selection=[
            ("queued", "On Its Way"),
            ("sent", "Sent"),
            ("held", "Held Back by the Contact Gate"),
            ("failed", "Not Delivered"),
        ],
        string="Letter",
        readonly=True,
        copy=False,
    )
    letter_reason = fields.Text(
        string="Why the Letter Did Not Go", readonly=True, copy=False
    )
    date_sent = fields.Datetime(string="Sent On", readonly=True, copy=False)
    date_opened = fields.Datetime(
        string="Link Opened On",
        readonly=True,
        copy=False,
        help="A mail program may have opened it before the client did.",
    )

    def action_send(self):
        """Write to the clients, or say why one may not be written to."""
        self.deal_id.check_access("write")
        if reasons := self._get_letter_blocker():
            raise UserError("\n".join(dict.fromkeys(reasons.values())))
        fresh = self.filtered(lambda offer: offer.state != "presented")
        fresh._transition("presented", date_presented=fields.Datetime.now())
        for offer in self:
            offer._send_letter()

    def _get_letter_blocker(self):
        """Return ``{id: reason}``: the offer itself, the address, the contact gate."""
        again = self.filtered(lambda offer: offer.state == "presented")
        reasons = {
            **again._get_terms_blocker(),
            **(self - again)._get_blocking_reasons("presented"),
        }
        for offer in self - self.browse(reasons):
            if not offer.partner_id.email:
                reasons[offer.id] = self.env._(
                    "%(client)s has no e-mail address. Enter it on the client's card, "
                    "or present the offer at a meeting.",
                    client=offer.partner_id.display_name,
                )
        return {**(self - self.browse(reasons))._ask_contact_gate(), **reasons}

    def _ask_contact_gate(self):
        purpose = self._get_letter_template().contact_purpose
        messages = [(offer.partner_id, purpose, offer.product_id) for offer in self]
        found = self.env["bank.contact.gate"]._judge_in_turn(messages, "email")
        return {
            offer.id: self.env._(
                "The letter may not go out: %(reason)s", reason=answer[1]
            )
            for offer, answers in zip(self, found, strict=True)
            for answer in answers.values()
        }

    def _get_letter_template(self):
        # its words are a setting
        return self.env.ref("bank_deals.mail_template_offer").sudo()

    def _send_letter(self):
        """Put the letter into the queue; it asks the contact gate again as it goes."""
        token = secrets.token_urlsafe(32)
        self.sudo()._enter(
            token_hash=hash_token(token),
            letter_state="queued",
            letter_reason=False,
            date_opened=False,
        )
        template = self._get_letter_template().sudo(False)
        link = f"{self.get_base_url()}/bank/offer/{token}"
        mail_sudo = template.with_context(bank_offer_link=link).send_mail_batch(
            self.ids
        )
        mail_sudo.write({"body": mail_sudo.body.replace(token, UNSEEN)})
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    def _note_letter(self, state, reason=False):
        """Enter what became of the letter; the manager is told if it did not go."""
        now = fields.Datetime.now()
        sent = {"date_sent": now} if state == "sent" else {}
        self._enter(letter_state=state, letter_reason=reason, **sent)
        if state != "sent":
            self._plan_for_manager(NOT_SENT, reason)

    def _plan_for_manager(self, summary, note=False):
        """Plan a task for whoever sells the deal, in his language.

        :param summary: a lazy translation
        """
        by_user = defaultdict(self.env["crm.lead"].browse)
        for offer in self:
            by_user[offer.deal_id.user_id] |= offer.deal_id
        for user, deals in by_user.items():
            if user:
                deals.activity_schedule(
                    "mail.mail_activity_data_call",
                    summary=summary._translate(user.lang or "en_US"),
                    note=note or False,
                    user_id=user.id,
                )
