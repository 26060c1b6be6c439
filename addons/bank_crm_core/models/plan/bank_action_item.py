# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import html2plaintext

TODO = "mail.mail_activity_data_todo"


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

    # ------------------------------------------------------------ giving
    def _give(self):
        """Give the task to who it is for; what fails says why and stops nothing."""
        for item in self:
            try:
                with self.env.cr.savepoint():
                    item._do_give()
            except (AccessError, UserError) as error:
                item.write({"state": "failed", "problem": str(error)})

    def _do_give(self):
        if self.slot_id and not self._get_lack():
            self._finish()
            return
        if self.queue_id:
            self._ask_queue()
            return
        user = self._find_user()
        self.write({"user_id": user.id, "state": "open", "problem": False})
        self._create_task(user)

    def _create_task(self, user):
        plan = self.plan_id
        kind = self.template_id.activity_type_id or self.env.ref(TODO)
        summary = self.name
        if self.template_id and not self.template_id.summary:
            # in the language of who works on it
            summary = kind.with_context(lang=user.lang).name
        # given by who leads the plan: his own access is what the task lends
        tasks_sudo = self.env["mail.activity"].with_user(plan.user_id).sudo()
        tasks_sudo.create(
            {
                "activity_type_id": kind.id,
                "res_model_id": self.env["ir.model"]._get_id(plan.res_model),
                "res_id": plan.res_id,
                "date_deadline": self.date_due,
                "summary": summary,
                "note": self.template_id.note,
                "user_id": user.id,
                "plan_item_id": self.id,
            }
        )

    def _find_user(self):
        """Return whose the item is; a plan gives nobody access that he does not have."""
        document = self.plan_id._get_document()
        user = self.user_id
        if not user:
            found = self.template_id._determine_responsible(
                self.plan_id.user_id, document
            )
            if found["error"]:
                raise UserError(found["error"])
            user = found["responsible"]
        self._check_works_with(user, document)
        return user

    def _check_works_with(self, user, document):
        theirs = document.with_user(user).with_context(bank_own_access=True)
        if not user.active or not theirs.has_access("read"):
            raise UserError(
                self.env._(
                    "%(user)s does not work with this client, or has left.",
                    user=user.name,
                )
            )

    def _ask_queue(self):
        """Put it into its queue as a request of who leads the plan.

        What the queue is lent is what he himself may read.
        """
        plan = self.plan_id
        self._check_works_with(plan.user_id, plan._get_document())
        if not self.queue_id.active:
            raise UserError(
                self.env._("“%(queue)s” is closed.", queue=self.queue_id.name)
            )
        self.write({"user_id": False, "state": "open", "problem": False})
        note = self.template_id.note
        # his own access has been asked for above
        self.env["bank.request"].with_user(plan.user_id).sudo().create(
            {
                "subject": self.name,
                "note": note and html2plaintext(note),
                "queue_id": self.queue_id.id,
                "res_model": plan.res_model,
                "res_id": plan.res_id,
                "date_due": self.date_due,
                "plan_item_id": self.id,
            }
        )

    def _get_lack(self):
        """Return what the wanted paper lacks, or False; nothing where it is not needed."""
        document = self.plan_id._get_document()
        lacks = self.slot_id._find_lacks(document)
        return lacks.get(document.id, {}).get(self.slot_id, False)

    def _check_papers(self):
        """Nobody calls it done while the wanted paper is not there."""
        for item in self.filtered(lambda item: item.state == "open"):
            if lack := item.slot_id and item._get_lack():
                raise UserError(
                    self.env._(
                        "The task is done when the paper is there. %(lack)s", lack=lack
                    )
                )

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
    def _close_papers(self, model, res_id, slots):
        """Close what waits on a document for papers that are there by now."""
        waiting = self.search(
            [
                ("slot_id", "in", slots.ids),
                ("state", "=", "open"),
                ("plan_id.res_model", "=", model),
                ("plan_id.res_id", "=", res_id),
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
