# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from ...tools.link import hash_token

_lt = LazyTranslate(__name__)

ACCEPTED = _lt("The client has accepted the offer by the link")
DECLINED = _lt("The client has declined the offer by the link")
SHOWN = ("presented", "accepted", "declined")


class BankOffer(models.Model):
    """An offer that its client has opened by the link of his letter.

    The visitor has no rights of his own. Whoever holds the link sees this offer until
    it expires, and answers it once; nothing here is public by RPC.
    """

    _inherit = "bank.offer"

    @api.model
    def _find_by_link(self, token):
        """Return the offer that a link opens today, with the server's rights, or none."""
        if not isinstance(token, str) or not token:
            return self.sudo().browse()
        offer_sudo = self.sudo().search(
            [("token_hash", "=", hash_token(token)), ("state", "in", SHOWN)], limit=1
        )
        return offer_sudo.filtered(lambda offer: offer._is_open_by_link())

    def _is_open_by_link(self):
        client = self.partner_id
        today = fields.Date.context_today(
            self.with_context(tz=client._get_contact_zone())
        )
        if not self.date_valid or self.date_valid < today:
            return False
        return self.state != "presented" or not self._get_closed_blocker()

    def _note_opened(self):
        if not self.date_opened:
            self._enter(date_opened=fields.Datetime.now())

    def _answer_by_link(self, is_accepted, objection=""):
        """Enter what the client has answered himself, and tell his manager."""
        self.ensure_one()
        if self.state != "presented":
            raise UserError(self.env._("This offer is answered already."))
        if is_accepted:
            self._accept("link")
            summary = ACCEPTED
        else:
            self.write({"objection": objection.strip()})
            self._decline("link")
            summary = DECLINED
        self._plan_for_manager(summary, self.objection)
        self.partner_id._log_interaction(
            channel="internet",
            direction="in",
            subject=summary._translate(self.env.lang or "en_US"),
            summary=self.objection,
            source=self.deal_id,
        )
