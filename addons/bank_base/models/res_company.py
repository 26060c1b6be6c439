# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    def _get_today(self):
        """Return the date that it is where this company works.

        Terms of a bank end with its own day, not with that of the server (UTC). The
        company's calendar says in which zone it works.
        """
        # the zone is no secret, whoever asks
        zone = self.sudo().resource_calendar_id.tz or "UTC"
        return fields.Date.context_today(self.with_context(tz=zone))
