# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankInteraction(models.Model):
    """Who has spoken last says whether the client of a deal waits for an answer."""

    _inherit = "bank.interaction"

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows._turn_response_clocks()
        return rows

    def _turn_response_clocks(self):
        """Start and stop terms of answers by these contacts, in their order."""
        messages, answered = {}, {}
        for row, deals in self._find_contacted_deals().items():
            for deal in deals:
                if row.direction == "in":
                    messages.setdefault(deal, (row.date, row.channel_id))
                else:
                    answered[deal] = max(row.date, answered.get(deal, row.date))
        # a contact is written by whatever had it: the deals are its own
        deals_sudo = self.env["crm.lead"].sudo()
        if messages:
            deals_sudo._start_responses(messages)
        for deal, moment in answered.items():
            deal._stop_responses(moment)

    def _find_contacted_deals(self):
        """Return ``{contact: deals}``: of its document, or what the client waits for.

        Who calls a client from his card, without a document, answers him in all deals
        in which he waits.
        """
        deals_sudo = self.env["crm.lead"].sudo()
        found = {}
        for row in self:
            deals = row.sudo().deal_ids
            if row.res_model == "crm.lead":
                deals |= deals_sudo.browse(row.res_id)
            elif row.res_model == "bank.offer":
                deals |= self.env["bank.offer"].sudo().browse(row.res_id).deal_id
            if deals:
                found[row] = deals.exists()
        rest = self.filtered(lambda row: row not in found and row.direction != "in")
        waiting = rest._find_waiting_deals() if rest else deals_sudo
        for row in rest if waiting else ():
            found[row] = waiting.filtered(
                lambda d, row=row: d.partner_id == row.partner_id
            )
        return found

    def _find_waiting_deals(self):
        """Return the deals of these clients in which the bank owes an answer."""
        deals_sudo = self.env["crm.lead"].sudo()
        return deals_sudo.search(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("won_status", "=", "pending"),
                ("clock_state", "in", ["running", "paused", "late"]),
            ]
        )
