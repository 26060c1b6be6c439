# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankTeamAlertTold(models.Model):
    """That an alert has gone out for a document, when and to whom."""

    _name = "bank.team.alert.told"
    _description = "Alert That Was Sent"
    _order = "id desc"

    alert_id = fields.Many2one(
        comodel_name="bank.team.alert", required=True, readonly=True, ondelete="cascade"
    )
    model = fields.Char(related="alert_id.model")
    res_id = fields.Many2oneReference(
        model_field="model", string="Document", required=True, readonly=True
    )
    user_ids = fields.Many2many(
        comodel_name="res.users", string="To Whom", readonly=True
    )
    create_date = fields.Datetime(string="When")

    _once_uniq = models.UniqueIndex("(alert_id, res_id)")
