# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class CrmLead(models.Model):
    """The client has written: until when the bank answers.

    A term begins with his message and ends with the first contact of the bank after
    it; the next message begins another one. A message that comes while the bank still
    owes an answer begins none: he has been waiting since the first.
    """

    _name = "crm.lead"
    _inherit = ["bank.clocked.mixin", "crm.lead"]

    # named anew: the labels of a mixin's options are translated where it is alone
    clock_state = fields.Selection(
        selection_add=[
            ("running", "Running"),
            ("paused", "Paused"),
            ("late", "Late"),
        ]
    )

    @api.model
    def _start_responses(self, messages):
        """Start the terms of answers.

        :param messages: ``{deal: (moment, channel)}``
        """
        written = {deal.id: message for deal, message in messages.items()}
        wanted = {
            deal: (written[deal.id][1], deal.product_id, deal.expected_revenue)
            for deal in self.browse(written)  # read together
            if deal.won_status == "pending" and deal.process_id
        }
        chosen = self.env["bank.response.rule"]._choose("message", wanted)
        clocks_sudo = self.env["bank.clock"].sudo()
        moments = {deal_id: moment for deal_id, (moment, _channel) in written.items()}
        by_regime = {}
        for deal, regime in chosen.items():
            by_regime[regime] = by_regime.get(regime, self.browse()) | deal
        for regime, deals in by_regime.items():
            waiting = deals - self.browse(deals._find_responses().mapped("res_id"))
            clocks_sudo._start(waiting, regime, moments)

    def _find_responses(self):
        """Return the running terms of answers on these deals."""
        regimes = self.env["bank.response.rule"]._get_regimes("message")
        domain = [("regime_id", "in", regimes.ids)]
        # whoever may have a contact with the client ends what the bank owes him
        return self.env["bank.clock"].sudo()._find_open(self).filtered_domain(domain)

    def _stop_responses(self, moment=None):
        """The bank has answered: what has begun before that ends."""
        moment = moment or fields.Datetime.now()
        clocks_sudo = self.env["bank.clock"].sudo()
        for clock in self._find_responses():
            if clock.date_started <= moment:
                clocks_sudo._stop(self.browse(clock.res_id), clock.regime_id, moment)

    def _message_post_after_hook(self, message, msg_vals):
        """A letter of the client that has come into the deal is a contact with him."""
        result = super()._message_post_after_hook(message, msg_vals)
        self._note_letter_of_client(message)
        return result

    def _note_letter_of_client(self, message):
        if message.message_type != "email":
            return
        # who has written is told by the gateway, not by who may read his card
        client_sudo = self.sudo().partner_id
        author_sudo = message.sudo().author_id
        is_own = author_sudo.commercial_partner_id == client_sudo.commercial_partner_id
        if client_sudo and is_own:
            client_sudo._log_interaction(
                channel="email",
                direction="in",
                subject=message.subject or self.display_name,
                source=self,
            )

    def _after_lost(self):
        result = super()._after_lost()
        self._stop_responses()
        return result

    def _after_moves(self, moves):
        result = super()._after_moves(moves)
        won = [deal.id for deal, (_o, target) in moves.items() if target.sudo().is_won]
        if won:
            self.browse(won)._stop_responses()
        return result
