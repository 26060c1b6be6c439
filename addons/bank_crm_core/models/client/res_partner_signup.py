# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class ResPartner(models.Model):
    """A login for a client is prepared by the server, never by request.

    Stock Odoo answers any employee with the login of whomever he names, or with a
    token to register as him, whether he may see the client or not.
    """

    _inherit = "res.partner"

    @api.private
    def action_signup_prepare(self):
        return super().action_signup_prepare()

    @api.private
    def signup_cancel(self):
        return super().signup_cancel()

    @api.private
    def signup_get_auth_param(self):
        return super().signup_get_auth_param()

    @api.private
    def signup_prepare(self, signup_type="signup"):
        return super().signup_prepare(signup_type=signup_type)
