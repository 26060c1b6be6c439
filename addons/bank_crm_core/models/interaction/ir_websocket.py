# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

PREFIX = "bank_card/"
SUBCHANNEL = "bank_card"
FEW = 20


class IrWebsocket(models.AbstractModel):
    """Who looks at a card is told that something happened to the client.

    The page asks for ``bank_card/<id>``; it gets the client's channel only as far as
    the user may read him: else anybody could see when somebody is busy with whom.
    """

    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels):
        asked = [
            channel
            for channel in channels
            if isinstance(channel, str) and channel.startswith(PREFIX)
        ]
        rest = [channel for channel in channels if channel not in asked]
        ids = [channel.removeprefix(PREFIX) for channel in asked[:FEW]]
        clients = self.env["res.partner"].browse(
            int(number) for number in ids if number.isdecimal() and len(number) < 10
        )
        own = [
            (client, SUBCHANNEL)
            for client in clients.exists()._filtered_access("read")
            if client.client_kind
        ]
        return [*super()._build_bus_channel_list(rest), *own]
