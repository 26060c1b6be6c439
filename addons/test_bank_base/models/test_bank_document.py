# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class TestBankDocument(models.Model):
    """The whole adoption of the gated mixin, with a compute that breaks in."""

    _name = "test.bank.document"
    _description = "Test Document"
    _inherit = [
        "bank.gated.mixin",
        "bank.dossier.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]

    name = fields.Char(required=True)
    amount = fields.Monetary(tracking=True)
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        default=lambda self: self._default_currency_id(),
    )
    date = fields.Date()
    active = fields.Boolean(default=True)
    process_id = fields.Many2one(comodel_name="test.bank.process", index=True)
    is_smuggling = fields.Boolean()
    stage_id = fields.Many2one(
        comodel_name="test.bank.stage",
        compute="_compute_stage_id",
        store=True,
        readonly=False,
        index=True,
        tracking=True,
    )

    def _default_currency_id(self):
        return self.env.company.currency_id

    @api.depends("is_smuggling")
    def _compute_stage_id(self):
        """What stock models do: a stored compute that moves the stage."""
        for document in self:
            if document.is_smuggling:
                document.stage_id = document.process_id._get_stages()[-1:]
            else:
                document.stage_id = document.stage_id

    def _get_gate_triggers(self):
        return (*super()._get_gate_triggers(), "amount", "date")
