# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_date

_logger = logging.getLogger(__name__)
LIMIT = 5_000
BATCH = 100


class BankDocumentDisposal(models.Model):
    """An act of destruction: one archivist draws it up, a second one approves it.

    What is over is listed at once, what is destroyed is judged anew when its turn
    comes: a hold that was set in between holds.
    """

    _name = "bank.document.disposal"
    _description = "Act of Destruction"
    _inherit = ["bank.transition.mixin"]
    _order = "id desc"

    name = fields.Char(
        required=True,
        default=lambda self: self._default_name(),
        help="Number or title of the act.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("approved", "Approved"),
            ("done", "Carried Out"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        index=True,
    )
    line_ids = fields.One2many(
        comodel_name="bank.document.disposal.line",
        inverse_name="disposal_id",
        string="Papers",
        readonly=True,
        copy=False,
    )
    line_count = fields.Integer(string="Listed", compute="_compute_counts")
    kept_count = fields.Integer(string="Kept", compute="_compute_counts")
    approver_id = fields.Many2one(
        comodel_name="res.users",
        string="Approved By",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    date_approved = fields.Datetime(string="Approved On", readonly=True, copy=False)
    can_approve = fields.Boolean(compute="_compute_can_approve")

    @api.model
    def _default_name(self):
        today = fields.Date.context_today(self)
        return self.env._("Act of %(date)s", date=format_date(self.env, today))

    @api.depends("line_ids.state")
    def _compute_counts(self):
        groups = self.env["bank.document.disposal.line"]._read_group(
            [("disposal_id", "in", self.ids)], ["disposal_id", "state"], ["__count"]
        )
        for act in self:
            own = {state: count for owner, state, count in groups if owner == act}
            act.line_count = sum(own.values())
            act.kept_count = own.get("kept", 0)

    @api.depends("state", "line_ids")
    @api.depends_context("uid")
    def _compute_can_approve(self):
        reasons = self._get_blocking_reasons("approved")
        for act in self:
            act.can_approve = act.id not in reasons

    @api.model
    def _get_transitions(self):
        return {
            **super()._get_transitions(),
            ("draft", "approved"): "_get_approve_blocker",
            ("draft", "cancelled"): "_get_no_blocker",
            ("approved", "done"): "_get_no_blocker",
        }

    def _get_approve_blocker(self):
        is_archivist = self.env.user.has_group("bank_document.group_document_archivist")
        reasons = {}
        for act in self:
            if not is_archivist:
                reasons[act.id] = self.env._("Only an archivist approves such an act.")
            elif act.create_uid == self.env.user:
                reasons[act.id] = self.env._(
                    "You drew up this act yourself: a second archivist approves it."
                )
            elif not act.line_ids:
                reasons[act.id] = self.env._(
                    "The act lists no paper yet. Collect them."
                )
        return reasons

    def write(self, vals):
        token = self.env.context.get("bank_transition_token")
        if token is not self._TRANSITION_TOKEN and vals.keys() - {"name"}:
            raise AccessError(self.env._("Use the buttons to change the act."))
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        fixed = {"line_ids": [], "approver_id": False, "date_approved": False}
        return super().create([{**vals, **fixed} for vals in vals_list])

    @api.ondelete(at_uninstall=False)
    def _unlink_except_approved(self):
        if self.filtered(lambda act: act.state not in ("draft", "cancelled")):
            raise UserError(self.env._("An act that was approved is kept."))

    def action_collect(self):
        """List the papers whose term of keeping is over and which no hold covers."""
        self.ensure_one()
        self.check_access("write")
        if self.state != "draft":
            raise UserError(self.env._("This act is approved already."))
        lines = self.env["bank.document.disposal.line"]
        due = (
            Domain("is_retention_over", "=", True)
            & Domain("is_held", "=", False)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("id", "not in", lines.sudo()._get_listed_query(self))
        )
        # an archivist lists what is over in the whole bank, reading none of it
        papers_sudo = self.env["bank.document"].sudo().search(due, limit=LIMIT)
        lines.sudo().create(
            [{"disposal_id": self.id, "document_id": paper.id} for paper in papers_sudo]
        )
        self.invalidate_recordset(["line_ids", "line_count"])

    def action_approve(self):
        """Let what is listed be destroyed; the scheduler does it in slices."""
        self.check_access("write")
        self._transition(
            "approved", approver_id=self.env.uid, date_approved=fields.Datetime.now()
        )
        rows = [(act, {"papers": act.line_count}) for act in self]
        self.env["bank.decision"]._record("document_disposal", rows)
        self.env.ref("bank_document.ir_cron_dispose_documents").sudo()._trigger()

    def action_cancel(self):
        self.check_access("write")
        self._transition("cancelled")

    @api.model
    def _cron_dispose(self):
        """Carry out approved acts, slice by slice; what was done is not done again."""
        progress = self.env["ir.cron"]._commit_progress
        lines = self.env["bank.document.disposal.line"].sudo()
        waiting = Domain("state", "=", "listed") & Domain(
            "disposal_id.state", "=", "approved"
        )
        progress(remaining=lines.search_count(waiting))
        while found := lines.search(waiting, order="id", limit=BATCH):
            found._carry_out()
            if not progress(len(found)):
                return
        acts = self.search([("state", "=", "approved")])
        acts._transition("done")
