# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from contextlib import contextmanager

import psycopg2

from odoo import models
from odoo.exceptions import UserError
from odoo.http import request

from ..tools import plain_text


@contextmanager
def _answered_in_a_sentence():
    """Words that the database cannot even seek are the caller's mistake."""
    try:
        yield
    except (ValueError, psycopg2.DataError) as error:
        if not plain_text.is_refusal(error):
            raise
        raise UserError(
            request.env._(
                "The text holds a sign that nobody sees and that cannot be kept or "
                "sought. Type it anew instead of pasting it."
            )
        ) from error


class IrHttp(models.AbstractModel):
    """What a request has read goes to the log while its answer is made."""

    _inherit = "ir.http"

    @classmethod
    def _dispatch(cls, endpoint):
        with _answered_in_a_sentence():
            result = super()._dispatch(endpoint)
        if request.env:
            request.env["bank.access.door"]._send_rest()
        return result

    @classmethod
    def _serve_fallback(cls):
        # no page has such an address
        if not plain_text.is_storable(request.httprequest.path):
            return None
        return super()._serve_fallback()
