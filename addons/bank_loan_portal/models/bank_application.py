# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

FILLED = ("purpose", "income_month", "debt_month")


class BankApplication(models.Model):
    """An application that an outside agent has brought begins with what he has typed."""

    _name = "bank.application"
    _inherit = "bank.application"
    _server_fields = ("agent_id",)

    agent_id = fields.Many2one(
        comodel_name="bank.agent",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """What an agent has brought of a deal stands in its application."""
        found = self._find_agent_inquiries([vals.get("deal_id") for vals in vals_list])
        applications = super().create(
            [
                {**_read_filled(found.get(vals.get("deal_id"))), **vals}
                for vals in vals_list
            ]
        )
        for application in applications:
            # that an agent has brought the deal is no secret from who works on it
            if inquiry_sudo := found.get(application.deal_id.id):
                inquiry_sudo.application_id = application
                application.sudo().agent_id = inquiry_sudo.agent_id
        return applications

    @api.model
    def _find_agent_inquiries(self, deal_ids):
        """Return by deal what an agent has brought and has no application yet."""
        # that an agent has brought the deal is no secret from who works on it
        inquiries_sudo = self.env["bank.inquiry"].sudo()
        rows = inquiries_sudo.search(
            [
                ("deal_id", "in", [deal_id for deal_id in deal_ids if deal_id]),
                ("agent_id", "!=", False),
                ("application_id", "=", False),
            ]
        )
        # the first of each deal by their order, as the deal shows them
        return {row.deal_id.id: row for row in reversed(rows)}


def _read_filled(inquiry):
    """Return what an agent has typed; what is named with the application wins."""
    return {name: inquiry[name] for name in FILLED if inquiry and inquiry[name]}
