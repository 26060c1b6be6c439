# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...tools import contact


class MailTemplate(models.Model):
    """A template carries the purpose of what is sent by it.

    Whoever has no right to send what the law requires may do so by such a template,
    and by its words only: so nobody else changes it.
    """

    _inherit = "mail.template"

    contact_purpose = fields.Selection(
        selection=list(contact.PURPOSES),
        string="Purpose",
        required=True,
        default="service",
        help="What the contact gate is asked about when it is sent to a client.",
    )

    def _check_may_change(self, vals):
        """Refuse to who claims, or rewords, a purpose that is never blocked."""
        messages = self.env["mail.message"]
        messages._check_contact_purpose(vals.get("contact_purpose"))
        for purpose in set(self.sudo().mapped("contact_purpose")):
            messages._check_contact_purpose(purpose)

    @api.model_create_multi
    def create(self, vals_list):
        default = self.default_get(["contact_purpose"])
        for vals in vals_list:
            self._check_may_change({**default, **vals})
        return super().create(vals_list)

    def write(self, vals):
        self._check_may_change(vals)
        return super().write(vals)

    def send_mail_batch(
        self,
        res_ids,
        force_send=False,
        raise_exception=False,
        email_values=None,
        email_layout_xmlid=False,
    ):
        """Send under the purpose of the template, and then by its words only."""
        self.ensure_one()
        purpose = self.sudo().contact_purpose
        if not self.env.su:
            self._check_own_words(purpose, email_values or {})
        template = self.with_context(
            self.env["mail.message"]._with_contact_purpose(purpose).env.context
        )
        return super(MailTemplate, template).send_mail_batch(
            res_ids,
            force_send=force_send,
            raise_exception=raise_exception,
            email_values=email_values,
            email_layout_xmlid=email_layout_xmlid,
        )

    def _check_own_words(self, purpose, given):
        """Nobody rewords what the law requires, or claims another purpose."""
        changed = {"body", "body_html", "subject", "contact_purpose"} & given.keys()
        if changed and purpose in dict(contact.UNBLOCKED):
            raise AccessError(
                self.env._("A notice required by law is sent in its own words.")
            )
        self.env["mail.message"]._check_contact_purpose(given.get("contact_purpose"))
