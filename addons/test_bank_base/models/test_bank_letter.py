# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL


class TestBankLetter(models.Model):
    """The whole adoption of the read log: two attributes; of the dossier: a mixin."""

    _name = "test.bank.letter"
    _description = "Test Letter"
    _inherit = [
        "bank.task.access.mixin",
        "bank.dossier.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _access_logged = True
    _access_log_client = "partner_id"

    name = fields.Char(required=True)
    amount = fields.Float()
    partner_id = fields.Many2one(comodel_name="res.partner", index=True)
    folder_id = fields.Many2one(comodel_name="test.bank.folder", index=True)
    branch_id = fields.Many2one(comodel_name="bank.branch", index=True)
    user_id = fields.Many2one(comodel_name="res.users")
    date_closed = fields.Date()

    @api.model
    def _get_dossier_closed_sql(self, alias):
        """Papers of a letter are kept from the day it is closed."""
        return SQL.identifier(alias, "date_closed")

    def _get_late_count(self, limit=0):
        """What a registered widget shows."""
        return self.search_count([("amount", ">", limit)])
