# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

from .ir_websocket import FEW, SUBCHANNEL


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _tell_cards(self, user=None):
        """Tell whoever looks at these cards that there is something new on them.

        :param user: who has done it: his own card is read anew already. A mass of
            clients, such as a night's feed, is not worth a message each.
        """
        if len(self) <= FEW:
            for client in self:
                message = {"id": client.id, "user": user.id if user else False}
                self.env["bus.bus"]._sendone(
                    (client, SUBCHANNEL), "bank_card_changed", message
                )
