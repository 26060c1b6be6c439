# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.tools import format_amount, format_date


class BankOffer(models.Model):
    """How an offer stands on the card of its client."""

    _inherit = "bank.offer"

    def _prepare_card_figure(self):
        """Return what is offered, how much, and what is to be done by when."""
        states = dict(self._fields["state"]._description_selection(self.env))
        until = self.date_valid and self.env._(
            "%(rate)s %%, until %(date)s: %(state)s",
            rate=f"{self.rate:g}",
            date=format_date(self.env, self.date_valid),
            state=states[self.state].lower(),
        )
        return {
            "label": self.product_id.display_name or "",
            "value": format_amount(self.env, self.amount, self.currency_id),
            "unit": until or states[self.state],
        }

    def action_open(self):
        """Open the offer from a list on the card."""
        self.ensure_one()
        self.check_access("read")
        return self._open()
