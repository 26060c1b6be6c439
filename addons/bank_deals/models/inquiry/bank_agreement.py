# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankAgreement(models.Model):
    _inherit = "bank.agreement"

    channel_id = fields.Many2one(
        comodel_name="bank.channel",
        string="Came over",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    source_id = fields.Many2one(
        comodel_name="utm.source",
        string="Learned of Us from",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    campaign_id = fields.Many2one(
        comodel_name="utm.campaign", readonly=True, copy=False, ondelete="restrict"
    )
