# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...tools import contact

STATUTORY_GROUP = "bank_crm_core.group_crm_statutory_sender"


class ContactPurpose(str):
    """The purpose of what is being sent, decided by the server.

    An object, not a word: the context is the caller's input, and nobody sends an
    object of this class over RPC.
    """

    __slots__ = ()


class MailMessage(models.Model):
    """Every message carries what it is for; the contact gate judges by it."""

    _inherit = "mail.message"

    contact_purpose = fields.Selection(
        selection=list(contact.PURPOSES),
        string="Purpose",
        readonly=True,
        help="Marketing and service are asked of the contact gate; what the law "
        "requires and what protects the client goes out always.",
    )

    @api.model
    def _check_contact_purpose(self, purpose):
        """Refuse a purpose that is never blocked to who has no right to claim it."""
        if purpose not in dict(contact.UNBLOCKED) or self.env.su:
            return
        if not self.env.user.has_group(STATUTORY_GROUP):
            raise AccessError(
                self.env._(
                    "You may not declare a message required by law or by security. "
                    "Use a template that is meant for it."
                )
            )

    @api.model
    def _with_contact_purpose(self, purpose):
        """Return this model with what will be sent from here marked by its purpose."""
        return self.with_context(bank_contact_purpose=ContactPurpose(purpose))

    @api.model_create_multi
    def create(self, vals_list):
        decided = self.env.context.get("bank_contact_purpose")
        if not isinstance(decided, ContactPurpose):
            decided = "service"
        marked = []
        for vals in vals_list:
            purpose = vals.get("contact_purpose")
            self._check_contact_purpose(purpose)
            # set, or a default of the caller's own would fill it in
            marked.append({**vals, "contact_purpose": purpose or str(decided)})
        return super().create(marked)

    def write(self, vals):
        self._check_contact_purpose(vals.get("contact_purpose"))
        return super().write(vals)
