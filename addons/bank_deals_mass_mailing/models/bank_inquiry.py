# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankInquiry(models.Model):
    """A deal that became of a reply to a mailing began with it."""

    _inherit = "bank.inquiry"

    def _open_deal(self, client, terms):
        deal = super()._open_deal(client, terms)
        # a letter may be forwarded: the response of another one is not his
        trace_sudo = self.sudo().letter_ids.trace_id.filtered(
            lambda trace: trace.client_id == client and not trace._find_deal_in_work()
        )[:1]
        if trace_sudo:
            deal.sudo().write(
                {"begun_from_model": trace_sudo._name, "begun_from_id": trace_sudo.id}
            )
        return deal
