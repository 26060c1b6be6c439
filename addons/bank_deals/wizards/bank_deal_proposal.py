# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import Command, api, fields, models


class BankDealProposal(models.TransientModel):
    """Up to three changes of terms with which a blocked deal would pass."""

    _name = "bank.deal.proposal"
    _description = "What Would Pass"

    deal_id = fields.Many2one(comodel_name="crm.lead", required=True, readonly=True)
    line_ids = fields.One2many(
        comodel_name="bank.deal.proposal.line",
        inverse_name="proposal_id",
        readonly=True,
    )
    reasons = fields.Text(string="What Blocks", readonly=True)

    @api.model
    def _make_for(self, deal):
        failures = deal.get_blocking_checks()
        offer = self.env["bank.offer"]
        lines = [
            {
                "change": change,
                "name": deal._say_terms(change),
                "payment": offer._reckon_for(deal, change),
            }
            for change in deal._propose_terms()
        ]
        return self.create(
            {
                "deal_id": deal.id,
                "reasons": "\n".join(failure["reason"] for failure in failures),
                "line_ids": [Command.create(line) for line in lines],
            }
        )


class BankDealProposalLine(models.TransientModel):
    _name = "bank.deal.proposal.line"
    _description = "Terms That Would Pass"

    proposal_id = fields.Many2one(
        comodel_name="bank.deal.proposal",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    change = fields.Json(string="Terms as Values", readonly=True)
    name = fields.Char(string="Change", readonly=True)
    currency_id = fields.Many2one(related="proposal_id.deal_id.currency_id")
    payment = fields.Monetary(string="Monthly Payment", readonly=True)

    def action_take(self):
        """Agree to these terms; they are judged again, whatever the row says."""
        self.ensure_one()
        self.check_access("read")
        deal = self.proposal_id.deal_id
        known = {term.name for term in deal._get_open_terms()}
        change = {
            name: value
            for name, value in (self.change or {}).items()
            if name in known and isinstance(value, int | float)
        }
        return deal._take_terms(change)._open()
