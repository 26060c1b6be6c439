# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

# who comes back after so long has not just turned a page
AWAY = timedelta(hours=4)
RETURNED = _lt("The client is looking at the offer again: call him")


class BankOffer(models.Model):
    """A client who comes back to the page of his offer is worth a call."""

    _inherit = "bank.offer"

    date_seen = fields.Datetime(
        string="Looked At Last On", readonly=True, copy=False, index="btree_not_null"
    )
    seen_count = fields.Integer(
        string="Times Looked At",
        readonly=True,
        copy=False,
        help="Visits to the page that are at least four hours apart.",
    )

    @api.model
    def _get_fixed_fields(self):
        return super()._get_fixed_fields() | {"date_seen", "seen_count"}

    def _note_opened(self):
        """Extended: a return is a task for whoever sells the deal."""
        super()._note_opened()
        now, before = fields.Datetime.now(), self.date_seen
        if before and now - before < AWAY:
            return
        self._enter(date_seen=now, seen_count=self.seen_count + 1)
        if before and self.state == "presented":
            self._plan_for_manager(RETURNED)
