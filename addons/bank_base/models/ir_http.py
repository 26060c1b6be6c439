# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.http import request


class IrHttp(models.AbstractModel):
    """What a request has read goes to the log while its answer is made."""

    _inherit = "ir.http"

    @classmethod
    def _dispatch(cls, endpoint):
        result = super()._dispatch(endpoint)
        if request.env:
            request.env["bank.access.door"]._send_rest()
        return result
