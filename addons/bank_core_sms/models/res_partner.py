# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    notice_channel = fields.Selection(
        selection=[("email", "E-mail"), ("sms", "SMS")],
        string="Notices By",
        help="What the client wants to be told of his agreements by. Empty: by e-mail "
        "where there is an address.",
    )
