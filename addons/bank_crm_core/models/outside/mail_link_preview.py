# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class MailLinkPreview(models.Model):
    """An address in a message is not visited by the server, unless that was opened.

    Whoever owns the address would learn that the bank writes about it.
    """

    _inherit = "mail.link.preview"

    @api.model
    def _may_preview(self):
        return self.env["bank.outside.service"]._is_open("link_preview")

    @api.model
    def _is_link_preview_enabled(self):
        return self._may_preview() and super()._is_link_preview_enabled()

    @api.model
    def _create_from_message_and_notify(self, message, request_url=None):
        if not self._may_preview():
            return None
        return super()._create_from_message_and_notify(message, request_url=request_url)

    @api.model
    def _search_or_create_from_url(self, url):
        if not self._may_preview():
            return self.search([("source_url", "=", url)])
        return super()._search_or_create_from_url(url)
