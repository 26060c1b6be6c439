# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Command

from ..models.stuck.remedies import Remedies

SHOWN = (
    "waiting_names",
    "date_due",
    "stuck_band",
    "stuck_risk",
    "stuck_reasons",
    "stuck_note",
)


class BankApprovalRemedy(models.TransientModel):
    """What is allowed to be done so that a request is decided in its term.

    Each line is an act that there is anyway; its button does that act and nothing more,
    with the rights of whoever presses it.
    """

    _name = "bank.approval.remedy"
    _description = "What Can Be Done"

    approval_id = fields.Many2one(
        comodel_name="bank.approval", string="Request", required=True, readonly=True
    )
    waiting_names = fields.Char(string="Waits For (Names)", compute="_compute_shown")
    date_due = fields.Datetime(string="Due", compute="_compute_shown")
    stuck_band = fields.Selection(
        selection="_selection_stuck_band", string="Forecast", compute="_compute_shown"
    )
    stuck_risk = fields.Float(
        string="Chance to Miss the Term, %", compute="_compute_shown", digits=(5, 0)
    )
    stuck_reasons = fields.Text(string="Main Reasons", compute="_compute_shown")
    stuck_note = fields.Char(
        string="Why There Is No Forecast", compute="_compute_shown"
    )
    line_ids = fields.One2many(
        comodel_name="bank.approval.remedy.line",
        inverse_name="remedy_id",
        string="What Is Allowed",
        readonly=True,
    )

    @api.model
    def _selection_stuck_band(self):
        field = self.env["bank.approval"]._fields["stuck_band"]
        return field._description_selection(self.env)

    @api.depends("approval_id")
    @api.depends_context("uid", "lang", "company")
    def _compute_shown(self):
        shown = self.approval_id._filter_shown()
        for dialog in self:
            request = dialog.approval_id._origin & shown
            for name in SHOWN:
                dialog[name] = request[name]

    def _read_format(self, fnames, load="_classic_read"):
        told = super()._read_format(fnames, load)
        return self.approval_id._hide_closed("approval_id", told)

    @api.model
    def _open_for(self, approval):
        lines = Remedies(approval).find()
        remedy = self.create(
            {
                "approval_id": approval.id,
                "line_ids": [Command.create(line) for line in lines],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What Can Be Done"),
            "res_model": self._name,
            "res_id": remedy.id,
            "views": [(False, "form")],
            "target": "new",
        }
