# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import contact


class MailComposeMessage(models.TransientModel):
    """Writing to clients asks the contact gate; what is sent asks it once more."""

    _inherit = "mail.compose.message"

    contact_purpose = fields.Selection(
        selection=list(contact.PURPOSES),
        string="Purpose",
        compute="_compute_contact_purpose",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    contact_blockers = fields.Text(
        string="Who May Not Be Contacted", compute="_compute_contact_blockers"
    )

    @api.depends("template_id")
    def _compute_contact_purpose(self):
        for composer in self:
            composer.contact_purpose = composer.template_id.contact_purpose or "service"

    @api.depends("contact_purpose", "partner_ids", "res_ids", "model")
    def _compute_contact_blockers(self):
        for composer in self:
            composer.contact_blockers = composer._find_contact_blockers()

    def _find_contact_blockers(self):
        """Return who of the addressees may not be contacted and why, or False.

        Followers and what lists hold beyond it are judged when it is sent.
        """
        partners = self.partner_ids._origin
        if self.model == "res.partner" and self.composition_mode == "mass_mail":
            partners |= partners.browse(self._evaluate_res_ids()).exists()
        clients = partners.filtered(
            lambda partner: partner.sudo()._get_contact_client()
        )
        blockers = clients._get_contact_blockers("email", self.contact_purpose)
        return "\n".join(
            f"{partner.name}: {blockers[partner.id]}"
            for partner in clients
            if partner.id in blockers
        )

    def _check_contacts(self):
        """Refuse what may not be sent, before anything of it leaves."""
        for composer in self:
            composer._check_purpose()
            if composer.subtype_is_log:
                continue
            if blockers := composer._find_contact_blockers():
                raise UserError(
                    self.env._(
                        "Not sent: the contact gate holds it back. Take these "
                        "addressees out or clear the reason first.\n%(blockers)s",
                        blockers=blockers,
                    )
                )

    def _check_purpose(self):
        """What the law requires is sent by right, or in the words of its template."""
        purpose = self.contact_purpose
        if purpose not in dict(contact.UNBLOCKED):
            return
        if self.template_id.sudo().contact_purpose == purpose:
            if not self.env.user.has_group("bank_crm_core.group_crm_statutory_sender"):
                self._compute_subject()
                self._compute_body()
                self.attachment_ids = self.template_id.attachment_ids
            return
        self.env["mail.message"]._check_contact_purpose(purpose)

    def _action_send_mail(self, auto_commit=False):
        self._check_contacts()
        mails, messages = (self.env["mail.mail"].sudo(), self.env["mail.message"])
        for composer in self:
            marked = composer.with_context(
                messages._with_contact_purpose(composer.contact_purpose).env.context
            )
            sent, posted = super(MailComposeMessage, marked)._action_send_mail(
                auto_commit=auto_commit
            )
            mails += sent
            messages += posted
        return mails, messages

    def _action_schedule_message(self):
        """A planned message is posted later, when its purpose is known no more."""
        if any(composer.contact_purpose != "service" for composer in self):
            raise UserError(
                self.env._("Only service messages can be scheduled. Send it now.")
            )
        self._check_contacts()
        return super()._action_schedule_message()
