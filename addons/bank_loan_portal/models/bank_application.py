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
        applications = super().create(vals_list)
        for application in applications:
            # that an agent has brought the deal is no secret from who works on it
            inquiry_sudo = application._find_agent_inquiry()
            inquiry_sudo.application_id = application
            application.sudo().agent_id = inquiry_sudo.agent_id
        return applications

    def _prepare_values(self, vals):
        values = super()._prepare_values(vals)
        deal = self.env["crm.lead"].browse(values["deal_id"])
        inquiry_sudo = self._find_agent_inquiry(deal)
        typed = {name: inquiry_sudo[name] for name in FILLED if inquiry_sudo[name]}
        return {
            **values,
            **typed,
            **{name: vals[name] for name in typed if name in vals},
        }

    def _find_agent_inquiry(self, deal=None):
        """Return what an agent has brought of a deal and what has no application yet."""
        deal = deal or self.deal_id
        return (
            self.env["bank.inquiry"]
            .sudo()
            .search(
                [
                    ("deal_id", "=", deal.id),
                    ("agent_id", "!=", False),
                    ("application_id", "=", False),
                ],
                limit=1,
            )
        )
