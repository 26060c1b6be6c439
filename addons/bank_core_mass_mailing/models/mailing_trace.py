# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class MailingTrace(models.Model):
    """A trace is seen by whoever may see the client whom it is about."""

    _inherit = "mailing.trace"

    client_id = fields.Many2one(
        comodel_name="res.partner",
        compute="_compute_client_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        ondelete="set null",
    )
    failure_type = fields.Selection(
        selection_add=[("bank_gate", "Held Back by the Contact Gate")]
    )

    @api.depends("model", "res_id", "email")
    def _compute_client_id(self):
        """By the record itself where it is a partner, else by the address."""
        partners_sudo = self.env["res.partner"].sudo()
        of_partners = self.filtered(lambda trace: trace.model == "res.partner")
        existing = partners_sudo.browse(of_partners.mapped("res_id")).exists()
        others = self - of_partners
        mailings = self.env["mailing.mailing"]
        owners = mailings._find_clients_by_email(others.mapped("email"))
        for trace in of_partners:
            partner = partners_sudo.browse(trace.res_id) & existing
            trace.client_id = partner._get_contact_client() if partner else False
        for trace in others:
            trace.client_id = owners.get(trace.email, partners_sudo)[:1]
