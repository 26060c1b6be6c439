# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankClientEvaluationLine(models.Model):
    """One check of an evaluation. It keeps its words when the check is renamed."""

    _name = "bank.client.evaluation.line"
    _description = "Check of an Evaluation"
    _order = "evaluation_id desc, id"
    _access_logged = True
    _access_log_client = "partner_id"

    evaluation_id = fields.Many2one(
        comodel_name="bank.client.evaluation",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        related="evaluation_id.partner_id", string="Client", store=True, index=True
    )
    check_id = fields.Many2one(
        comodel_name="bank.check",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    name = fields.Char(string="Checked", required=True, readonly=True)
    is_passed = fields.Boolean(string="Passed", readonly=True)
    reason = fields.Text(string="What Is Wrong", readonly=True)
    remedy = fields.Text(string="What to Do", readonly=True)
