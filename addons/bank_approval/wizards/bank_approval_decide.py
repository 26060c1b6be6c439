# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankApprovalDecide(models.TransientModel):
    """The dialog of a decision: what, why, under which conditions."""

    _name = "bank.approval.decide"
    _description = "Decide"

    task_id = fields.Many2one(
        comodel_name="bank.approval.task", required=True, readonly=True
    )
    kind = fields.Selection(related="task_id.kind")
    is_opinion = fields.Boolean(related="task_id.is_opinion")
    can_return = fields.Boolean(related="task_id.can_return")
    date_due = fields.Datetime(related="task_id.date_due", string="Answer By")
    matter = fields.Html(
        string="What Is Decided On", compute="_compute_shown", sanitize=False
    )
    opinion_ids = fields.Many2many(
        comodel_name="bank.approval.task",
        string="Opinions Given",
        compute="_compute_opinion_ids",
    )
    changed_names = fields.Char(
        string="Changed Since the Last Round", compute="_compute_shown"
    )
    terms = fields.Html(
        string="Terms Before and After", compute="_compute_shown", sanitize=False
    )
    kept_condition_ids = fields.Many2many(
        comodel_name="bank.approval.condition",
        string="Conditions That Go On",
        compute="_compute_shown",
    )
    question = fields.Text(compute="_compute_shown")
    document_name = fields.Char(compute="_compute_shown")
    partner_id = fields.Many2one(
        comodel_name="res.partner", string="Client", compute="_compute_shown"
    )
    amount = fields.Monetary(
        compute="_compute_shown", currency_field="amount_currency_id"
    )
    amount_currency_id = fields.Many2one(
        comodel_name="res.currency",
        string="Currency of the Amount",
        compute="_compute_shown",
    )
    paper_ids = fields.Many2many(
        comodel_name="ir.attachment", string="Papers", compute="_compute_paper_ids"
    )
    comment = fields.Text()
    by_limit = fields.Boolean(related="task_id.step_id.by_limit")
    currency_id = fields.Many2one(
        comodel_name="res.currency", compute="_compute_exposure"
    )
    exposure_before = fields.Monetary(
        string="The Group Owes", compute="_compute_exposure"
    )
    exposure_after = fields.Monetary(
        string="With This Request", compute="_compute_exposure"
    )
    unsecured_after = fields.Monetary(
        string="Of It Unsecured", compute="_compute_exposure"
    )
    limit_text = fields.Char(string="Your Limit", compute="_compute_exposure")
    line_ids = fields.One2many(
        comodel_name="bank.approval.decide.condition",
        inverse_name="decide_id",
        string="Conditions",
    )

    @api.depends("task_id")
    @api.depends_context("uid", "lang")
    def _compute_shown(self):
        """What is decided on: for whoever reads the task, and noted as read."""
        shown = self.task_id._filter_shown()
        for dialog in self:
            task = dialog.task_id._origin & shown
            dialog.matter = task.approval_id.matter
            dialog.terms = task.approval_id.terms
            dialog.kept_condition_ids = task.approval_id.kept_condition_ids
            dialog.changed_names = task.changed_names
            dialog.question = task.question
            dialog.document_name = task.document_name
            dialog.partner_id = task.partner_id
            dialog.amount = task.amount
            dialog.amount_currency_id = task.currency_id

    @api.depends("task_id")
    @api.depends_context("uid")
    def _compute_exposure(self):
        """What the group owes over all branches: for whoever is asked, nobody else."""
        for dialog in self:
            task = dialog.task_id
            company = task.sudo().turn_id.company_id or self.env.company
            dialog.currency_id = company.currency_id
            is_shown = task.is_mine and task.sudo().step_id.by_limit
            facts = task.sudo()._get_exposure_facts() if is_shown else {}
            for name in ("exposure_before", "exposure_after", "unsecured_after"):
                dialog[name] = facts.get(name, 0)
            dialog.limit_text = facts.get("limit_text", False)

    @api.depends("task_id")
    @api.depends_context("uid")
    def _compute_opinion_ids(self):
        for dialog in self:
            domain = [
                ("approval_id", "=", dialog.task_id.approval_id.id),
                ("state", "=", "advised"),
            ]
            dialog.opinion_ids = dialog.opinion_ids.search(domain, order="date_decided")

    @api.depends("task_id")
    def _compute_paper_ids(self):
        for dialog in self:
            document = dialog.task_id._get_document()
            # with the rights of who decides: his open task lends him the papers
            files_sudo = document._find_file_attachments()
            files = files_sudo.with_env(self.env)
            dialog.paper_ids = files._filtered_access("read")

    def _read_format(self, fnames, load="_classic_read"):
        told = super()._read_format(fnames, load)
        return self.task_id._hide_closed("task_id", told)

    def action_approve(self):
        return self._decide("approve")

    def action_open_document(self):
        """Leave the dialog for the document itself."""
        self.ensure_one()
        return self.task_id.action_open_document()

    def action_remark(self):
        return self._decide("remark")

    def action_reject(self):
        return self._decide("reject")

    def action_return(self):
        return self._decide("return")

    def action_abstain(self):
        return self._decide("abstain")

    def _decide(self, decision):
        self.ensure_one()
        conditions = [line._get_values() for line in self.line_ids]
        self.task_id.action_decide(decision, self.comment or "", conditions)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
