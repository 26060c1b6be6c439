# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re

from odoo import models

SHORT_LINK = re.compile(r"/r/([^/?#&\s\"'<>]+)")
# the bodies of mails and, where mailings by SMS are installed, of those
BODIES = ("body_html", "body_plaintext")


class MailingMailing(models.Model):
    _inherit = "mailing.mailing"

    def _get_short_codes(self):
        """Return the codes of the short links that somebody has put into the body."""
        self.ensure_one()
        bodies = [self[name] or "" for name in BODIES if name in self._fields]
        return {code for body in bodies for code in SHORT_LINK.findall(body)}
