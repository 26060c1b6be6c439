# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class BankActionItem(models.Model):
    """One thing of a started plan: a task of somebody, or a paper for the dossier."""

    _name = "bank.action.item"
    _description = "Item of a Started Plan"
    _order = "date_due, id"
    _access_logged = True
    _access_log_client = "partner_id"

    plan_id = fields.Many2one(
        comodel_name="bank.action.plan",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(related="plan_id.partner_id", store=True, index=True)
    branch_id = fields.Many2one(
        related="plan_id.branch_id", store=True, related_sudo=True, index=True
    )
    template_id = fields.Many2one(
        comodel_name="mail.activity.plan.template",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Empty: added by hand.",
    )
    name = fields.Char(string="What", required=True, readonly=True)
    slot_id = fields.Many2one(
        comodel_name="bank.document.slot",
        string="Paper Wanted",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Responsible",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    queue_id = fields.Many2one(
        comodel_name="bank.queue",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="It waits there until somebody takes it: he is the responsible then.",
    )
    request_ids = fields.One2many(
        comodel_name="bank.request", inverse_name="plan_item_id"
    )
    date_due = fields.Date(string="Due Date", required=True, readonly=True)
    state = fields.Selection(
        selection=[
            ("open", "To Be Done"),
            ("done", "Fulfilled"),
            ("failed", "Not Given"),
            ("cancelled", "Dropped"),
        ],
        default="open",
        required=True,
        readonly=True,
        copy=False,
    )
    date_done = fields.Datetime(string="Done On", readonly=True, copy=False)
    outcome = fields.Char(readonly=True, copy=False)
    problem = fields.Char(string="Why Not Given", readonly=True, copy=False)
    activity_ids = fields.One2many(
        comodel_name="mail.activity", inverse_name="plan_item_id", string="Task"
    )
    is_late = fields.Boolean(
        string="Late", compute="_compute_is_late", search="_search_is_late"
    )
    can_close = fields.Boolean(compute="_compute_can_close")

    _paper_idx = models.Index("(slot_id) WHERE state = 'open' AND slot_id IS NOT NULL")

    @api.depends("state", "date_due")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for item in self:
            is_due = item.date_due and item.date_due < today
            item.is_late = item.state == "open" and bool(is_due)

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("state", "=", "open")
        late &= Domain("date_due", "<", fields.Date.context_today(self))
        return Domain.OR(late if wanted else ~late for wanted in value)

    @api.depends("state", "user_id", "plan_id")
    @api.depends_context("uid")
    def _compute_can_close(self):
        for item in self:
            is_own = item.user_id == self.env.user or item.plan_id.can_change
            item.can_close = item.state == "open" and not item.slot_id and is_own

    # ------------------------------------------------------------ ending
    def _finish(self, outcome=False):
        """Mark these as done; the plans in which nothing is left end with it."""
        waiting = self.filtered(lambda item: item.state in ("open", "failed"))
        waiting.write(
            {
                "state": "done",
                "date_done": fields.Datetime.now(),
                "outcome": outcome,
                "problem": False,
            }
        )
        waiting.plan_id._finish_done()

    def _drop(self):
        """End what is not done yet without doing it, with its tasks."""
        waiting = self.filtered(lambda item: item.state in ("open", "failed"))
        if waiting:
            waiting.write({"state": "cancelled"})
            waiting.activity_ids.unlink()
            waiting.request_ids._withdraw()

    @api.model
    def _close_papers(self, model, res_ids, slots):
        """Close what waits on documents for papers that are there by now."""
        waiting = self.search(
            [
                ("slot_id", "in", slots.ids),
                ("state", "=", "open"),
                ("plan_id.res_model", "=", model),
                ("plan_id.res_id", "in", res_ids),
            ]
        )
        for item in waiting:
            if not item._get_lack():
                tasks = item.activity_ids
                item._finish()
                item.request_ids._withdraw()
                for task in tasks:
                    task._action_done()

    # ------------------------------------------------------------ acts
    def action_done(self):
        """Mark as done: by whose it is, or by who may change the client."""
        for item in self:
            item.check_access("read")
            if not item.can_close:
                raise AccessError(
                    self.env._("Only the responsible or the client's manager does it.")
                )
            # who may has been asked
            task_sudo = item.sudo().activity_ids
            if task_sudo:
                task_sudo._action_done()
            item.sudo()._finish()
            item.sudo().request_ids._withdraw()
        return True

    def action_retry(self):
        """Try to give it again, once the reason is gone."""
        self.check_access("read")
        self.plan_id._check_may_change()
        failed_sudo = self.sudo().filtered(lambda item: item.state == "failed")
        failed_sudo._give()
        return True

    def action_drop(self):
        """Take it out of the plan."""
        self.check_access("read")
        self.plan_id._check_may_change()
        items_sudo = self.sudo()
        items_sudo._drop()
        items_sudo.plan_id._finish_done()
        return True
