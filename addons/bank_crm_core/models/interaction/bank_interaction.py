# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from ...tools import contact


class BankInteraction(models.Model):
    """One contact of the bank with a client, over any channel, in one row.

    Whatever addon had the contact writes the row; nobody edits it.
    """

    _name = "bank.interaction"
    _description = "Interaction"
    _order = "date desc, id desc"
    _rec_name = "subject"
    _access_logged = True
    _access_log_client = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    date = fields.Datetime(
        required=True, readonly=True, default=lambda self: fields.Datetime.now()
    )
    channel_id = fields.Many2one(
        comodel_name="bank.channel", required=True, readonly=True, ondelete="restrict"
    )
    direction = fields.Selection(
        selection=[("in", "From the Client"), ("out", "To the Client")],
        readonly=True,
    )
    purpose = fields.Selection(
        selection=list(contact.PURPOSES),
        readonly=True,
        help="Of what the bank sent or said; contacts are limited by it.",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Employee",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    subject = fields.Char(required=True, readonly=True)
    summary = fields.Text(readonly=True)
    res_model = fields.Char(string="Source Model", readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", string="Source Document", readonly=True
    )

    _partner_idx = models.Index("(partner_id, date DESC, id DESC)")
    _source_idx = models.Index("(res_model, res_id) WHERE res_id IS NOT NULL")

    @api.model
    def _log(
        self,
        partners,
        *,
        channel,
        subject,
        direction=False,
        purpose=False,
        summary=False,
        date=None,
        user=None,
        source=None,
    ):
        """Record one row a client, a contact of his being himself; return the rows."""
        values = {
            "channel_id": self._get_channel(channel).id,
            "subject": subject,
            "direction": direction,
            "purpose": direction == "out" and (purpose or "service"),
            "summary": summary,
            "date": date or fields.Datetime.now(),
            "user_id": (user or self.env.user).id,
            "res_model": source._name if source else False,
            "res_id": source.id if source else False,
        }
        return self._log_values(partners, values)

    @api.model
    def _get_channel(self, code):
        channel = self.env["bank.channel"].sudo().search([("code", "=", code)])
        if not channel:
            raise ValueError(f"Unknown channel: {code}")
        return channel

    @api.model
    def _log_values(self, partners, values):
        clients = partners.mapped(
            lambda partner: partner if partner.client_kind else partner.parent_id
        )
        # private: the caller had the contact; nobody has a right to create rows
        rows_sudo = self.sudo().create(
            [{**values, "partner_id": client.id} for client in clients]
        )
        rows_sudo._tell_cards()
        return rows_sudo.sudo(False)

    def _tell_cards(self):
        for user, rows in self.grouped("user_id").items():
            rows.partner_id._tell_cards(user)

    def action_open_source(self):
        """Open the document that the contact took place in, if there is one."""
        self.ensure_one()
        if not self.res_model or not self.res_id:
            return False
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }
