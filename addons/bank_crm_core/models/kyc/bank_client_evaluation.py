# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


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
    # an id would tell that there is a document which the reader may not see
    source_model = fields.Char(readonly=True, groups=fields.NO_ACCESS)
    source_id = fields.Many2oneReference(
        model_field="source_model",
        string="Source Document",
        readonly=True,
        groups=fields.NO_ACCESS,
    )
    source = fields.Reference(
        selection="_selection_source",
        string="Begun From",
        compute="_compute_source",
        help="The agreement, the deal or another document from which it was run.",
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

    _source_idx = models.Index("(source_model, source_id) WHERE source_id IS NOT NULL")

    @api.model
    def _selection_source(self):
        models_ = self.env["ir.model"]
        return [
            (name, models_._get(name).name)
            for name in self.env.registry.descendants(
                ["bank.evaluated.mixin"], "_inherit"
            )
            if not self.env[name]._abstract
        ]

    @api.depends_context("uid")
    def _compute_source(self):
        """A document that is gone or that the reader may not see is not named."""
        self.source = False
        known = dict(self._selection_source())
        # closed to hands: what is shown of them is asked for below
        begun_sudo = self.sudo().filtered("source_id")
        for model, runs_sudo in begun_sudo.grouped("source_model").items():
            if model not in known:
                continue  # its addon is gone
            documents = self.env[model].browse(runs_sudo.mapped("source_id"))
            seen = set(documents.exists()._filtered_access("read").ids)
            for run_sudo in runs_sudo.filtered(
                lambda run, seen=seen: run.source_id in seen
            ):
                run = run_sudo.sudo(False)
                run.source = f"{model},{run_sudo.source_id}"
