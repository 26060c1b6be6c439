# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankDealIdentify(models.TransientModel):
    """Who sits there: by which document, or why it is not he."""

    _name = "bank.deal.identify"
    _description = "Identity of the Client"

    deal_id = fields.Many2one(
        comodel_name="crm.lead", required=True, readonly=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(related="deal_id.partner_id", string="Client")
    client_kind = fields.Selection(related="partner_id.client_kind")
    document_id = fields.Many2one(
        comodel_name="bank.identity.document",
        string="Document Shown",
        compute="_compute_document_id",
        store=True,
        readonly=False,
        ondelete="cascade",
        domain="[('partner_id', '=', partner_id)]",
    )
    reason = fields.Char(
        string="Why So",
        help="Needed when it is rejected; for a company, who acts for it and by what "
        "power.",
    )

    @api.depends("deal_id")
    def _compute_document_id(self):
        documents = self.env["bank.identity.document"]
        for dialog in self:
            client = dialog.deal_id.partner_id
            own = documents.search([("partner_id", "=", client.id)])
            good = own.filtered(lambda row: row.state != "expired")
            dialog.document_id = good[:1]

    def action_confirm(self):
        return self._conclude("confirmed")

    def action_reject(self):
        return self._conclude("rejected")

    def _conclude(self, verdict):
        self.ensure_one()
        self.deal_id._identify(verdict, self.document_id, self.reason)
        return {"type": "ir.actions.act_window_close"}
