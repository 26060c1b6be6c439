# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankGatedMixin(models.AbstractModel):
    _inherit = "bank.gated.mixin"

    def _after_moves(self, moves):
        """Pause and resume the bank's own terms as the stages say."""
        result = super()._after_moves(moves)
        paused, resumed = self.browse(), self.browse()
        for document, (origin, target) in moves.items():
            is_paused = target.sudo().is_clock_paused
            if is_paused and not origin.sudo().is_clock_paused:
                paused |= document
            elif origin.sudo().is_clock_paused and not is_paused:
                resumed |= document
        # the move itself was checked by the gate; clocks are the mechanism's own
        clocks_sudo = self.env["bank.clock"].sudo()
        if paused:
            clocks_sudo._pause(paused)
        if resumed:
            clocks_sudo._resume(resumed)
        return result
