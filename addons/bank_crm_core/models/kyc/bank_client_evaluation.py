# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankClientEvaluation(models.Model):
    """The chosen checks, run over one client at one moment, and what each of them said.

    Rows are written by the server only and never change: the history of a client's
    evaluations is the proof of what was known when he was rated.
    """

    _name = "bank.client.evaluation"
    _description = "Evaluation of a Client"
    _order = "id desc"
    _rec_name = "partner_id"
    _access_logged = True
    _access_log_client = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    review_id = fields.Many2one(
        comodel_name="bank.kyc.review",
        string="For the Review",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    date = fields.Datetime(
        string="Run On", required=True, readonly=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Run By",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    state = fields.Selection(
        selection=[("passed", "All Passed"), ("failed", "Something Is Missing")],
        string="Result",
        required=True,
        readonly=True,
    )
    line_ids = fields.One2many(
        comodel_name="bank.client.evaluation.line",
        inverse_name="evaluation_id",
        string="Checks",
        readonly=True,
    )
