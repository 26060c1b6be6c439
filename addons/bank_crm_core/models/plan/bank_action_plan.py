# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo import api, fields, models
from odoo.exceptions import AccessError


class BankActionPlan(models.Model):
    """A plan that was started on a client, his agreement or his deal.

    Rows are written by the mechanisms only; who may change the client stops a plan
    and adds to it.
    """

    _name = "bank.action.plan"
    _description = "Started Plan"
    _inherit = ["bank.transition.mixin", "bank.document.label.mixin"]
    _order = "date_start desc, id desc"
    _access_logged = True
    _access_log_client = "partner_id"
    _state_initial = "running"

    plan_id = fields.Many2one(
        comodel_name="mail.activity.plan",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    can_add_items = fields.Boolean(related="plan_id.can_add_items")
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    branch_id = fields.Many2one(
        related="partner_id.branch_id", store=True, related_sudo=True, index=True
    )
    res_model = fields.Char(string="Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", string="Document", required=True, readonly=True
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Leads It",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    date_start = fields.Date(string="Started On", required=True, readonly=True)
    rule_id = fields.Many2one(
        comodel_name="bank.action.plan.rule",
        string="Started by the Rule",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    source_key = fields.Char(readonly=True, copy=False)
    state = fields.Selection(
        selection=[
            ("running", "Running"),
            ("done", "Done"),
            ("stopped", "Stopped"),
        ],
        default="running",
        required=True,
        readonly=True,
        copy=False,
    )
    stop_reason = fields.Char(string="Why Stopped", readonly=True, copy=False)
    item_ids = fields.One2many(
        comodel_name="bank.action.item", inverse_name="plan_id", string="Items"
    )
    item_count = fields.Integer(string="Items in All", compute="_compute_progress")
    done_count = fields.Integer(string="Items Done", compute="_compute_progress")
    late_count = fields.Integer(string="Items Late", compute="_compute_progress")
    failed_count = fields.Integer(
        string="Items Not Given",
        compute="_compute_progress",
        help="Nobody could be found for them: see why beside each.",
    )
    queued_count = fields.Integer(
        string="Items for Queues", compute="_compute_progress"
    )
    progress = fields.Float(string="Progress, %", compute="_compute_progress")
    next_item_id = fields.Many2one(
        comodel_name="bank.action.item",
        string="What Is Next",
        compute="_compute_progress",
    )
    can_change = fields.Boolean(compute="_compute_can_change")

    # one event starts one plan once, whoever finds it and however often
    _source_uniq = models.UniqueIndex(
        "(rule_id, source_key) WHERE rule_id IS NOT NULL",
        "This event has started its plan already.",
    )
    _document_idx = models.Index("(res_model, res_id)")
    _running_idx = models.Index("(branch_id, date_start) WHERE state = 'running'")

    @api.depends("plan_id.name")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = plan.plan_id.name

    @api.depends("item_ids.state", "item_ids.date_due")
    def _compute_progress(self):
        for plan in self:
            items = plan.item_ids.filtered(lambda item: item.state != "cancelled")
            waiting = items.filtered(lambda item: item.state == "open")
            plan.item_count = len(items)
            plan.done_count = len(items.filtered(lambda item: item.state == "done"))
            plan.failed_count = len(items.filtered(lambda item: item.state == "failed"))
            plan.queued_count = len(items.queue_id)
            plan.late_count = len(waiting.filtered(lambda item: item.is_late))
            plan.progress = len(items) and 100 * plan.done_count / len(items)
            plan.next_item_id = waiting.sorted(
                lambda item: (item.date_due or date.max, item.id)
            )[:1]

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_change(self):
        allowed = self.partner_id._filtered_access("write")
        for plan in self:
            plan.can_change = plan.state == "running" and plan.partner_id in allowed

    @api.model
    def _get_transitions(self):
        return {
            **super()._get_transitions(),
            ("running", "done"): "_get_unfinished_blocker",
            ("running", "stopped"): "_get_no_blocker",
        }

    def _get_unfinished_blocker(self):
        return {
            plan.id: self.env._("Something is still to be done.")
            for plan in self
            if any(item.state in ("open", "failed") for item in plan.item_ids)
        }

    @api.model
    def _get_client(self, document):
        """Return the client whose document it is, or nobody."""
        if document._name == "res.partner":
            return document if document.client_kind else document.parent_id
        name = document._access_log_client
        return document[name] if name else self.env["res.partner"]

    def _get_document(self):
        self.ensure_one()
        return self.env[self.res_model].browse(self.res_id)

    def _map_documents(self):
        """Return ``{plan: its document}``; documents of a model are read together."""
        documents = {}
        for model, plans in self.grouped("res_model").items():
            found = self.env[model].browse(plans.mapped("res_id"))
            documents.update(zip(plans, found, strict=True))
        return documents

    def _check_may_change(self):
        """Who may change the client has a say in what is planned for him."""
        self.check_access("read")
        if self.partner_id - self.partner_id._filtered_access("write"):
            raise AccessError(
                self.env._("Only the client's manager or the head does that.")
            )

    # ------------------------------------------------------------ acts
    def action_stop(self):
        """Ask for the reason."""
        return self._open_dialog("bank_crm_core.bank_action_plan_stop_action")

    def action_add_item(self):
        """Ask what is to be done, besides."""
        return self._open_dialog("bank_crm_core.bank_action_item_add_action")

    def _open_dialog(self, name):
        self.ensure_one()
        self._check_may_change()
        action = self.env["ir.actions.act_window"]._for_xml_id(name)
        return {**action, "context": {"default_plan_id": self.id}}

    def action_open(self):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def action_open_document(self):
        self.ensure_one()
        self.check_access("read")
        return self._get_document().get_formview_action()

    def _stop(self, reason):
        """Stop these plans: what is open is dropped, what is done stays."""
        self._check_may_change()
        # who may has been asked; nobody has a right to write the rows
        plans_sudo = self.sudo()
        plans_sudo._transition("stopped", stop_reason=reason)
        plans_sudo.item_ids._drop()

    def _finish_done(self):
        """End the plans in which nothing is left to do."""
        running = self.filtered(lambda plan: plan.state == "running")
        blocked = running._get_unfinished_blocker()
        running.filtered(lambda plan: plan.id not in blocked)._transition("done")
