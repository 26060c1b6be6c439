# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class MailThread(models.AbstractModel):
    """Nobody writes to a client, nor makes him follow a document, whom he may not see.

    Stock takes any id of a partner: letters about one client would go to another.
    """

    _inherit = "mail.thread"

    @api.model
    def _check_addressees(self, partner_ids):
        ids = [found for found in partner_ids or () if isinstance(found, int)]
        if ids and not self.env.su:
            self.env["res.partner"].browse(ids).exists().check_access("read")

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        self._check_addressees(partner_ids)
        return super().message_subscribe(partner_ids, subtype_ids)

    def message_post(self, *, partner_ids=None, **kwargs):
        self._check_addressees(partner_ids)
        return super().message_post(partner_ids=partner_ids, **kwargs)

    @api.private
    def message_notify(self, **kwargs):
        """The server notifies; no screen asks for it, and stock asks for no right.

        Whoever guessed an id was told the name of the document by mail.
        """
        return super().message_notify(**kwargs)
