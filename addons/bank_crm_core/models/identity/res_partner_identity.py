# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.misc import format_date


class ResPartner(models.Model):
    """Who the client is by his papers, and what of them runs out."""

    _inherit = "res.partner"

    identity_document_ids = fields.One2many(
        comodel_name="bank.identity.document",
        inverse_name="partner_id",
        string="Identity Documents",
    )
    citizenship_ids = fields.Many2many(
        comodel_name="res.country",
        relation="res_partner_citizenship_rel",
        help="All of them; empty: not known.",
    )
    card_identity_warning = fields.Char(
        string="Identity Document", compute="_compute_card_identity_warning"
    )

    @api.depends("card_identity_ids", "citizenship_ids", "client_kind")
    def _compute_card_identity_warning(self):
        for partner in self:
            partner.card_identity_warning = partner._get_identity_warning()

    def _get_identity_warning(self):
        """Return what is wrong with the papers of the client, in a few words."""
        if self.client_kind not in ("person", "entrepreneur"):
            return False
        main = self.card_identity_ids[:1]
        if not main:
            return self.env._("not entered")
        if main.state == "expired":
            end = format_date(self.env, main.date_expiry)
            return self.env._("expired on %(date)s", date=end)
        if main.state == "expiring":
            end = format_date(self.env, main.date_expiry)
            return self.env._("good until %(date)s", date=end)
        if self.citizenship_ids and main.citizenship_id - self.citizenship_ids:
            return self.env._("of a citizenship that is none of the client's")
        return False

    @api.model
    def _search_exact_number(self, value):
        """The whole number of an identity document, too."""
        found = self.env["bank.client.search"]._get_identity_documents(value)
        domain = super()._search_exact_number(value)
        return domain | Domain("id", "in", found.partner_id.ids) if found else domain

    @api.constrains("birth_date")
    def _check_identity_dates(self):
        """A birth date that no longer fits the documents is a mistake in one of them."""
        self.identity_document_ids._check_dates()

    def action_add_identity_document(self):
        return self._add_own("bank.identity.document", self.env._("Identity Document"))

    def action_open_identity_documents(self):
        return self._open_own("bank_identity_document_action", create=True)

    def _add_own(self, model, name):
        """Ask for a new row of what the client has, over his card."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_partner_id": self.id},
        }

    def _open_row(self, row, name):
        """Open a row of what the client has over his card."""
        row.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": row._name,
            "res_id": row.id,
            "views": [(False, "form")],
            "target": "new",
        }
