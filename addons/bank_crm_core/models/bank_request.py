# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

TODO = "mail.mail_activity_data_todo"


class BankRequest(models.Model):
    """A request to another department, from the card of a client or of his deal.

    All of the department see what is asked; whoever takes it gets a task on the
    document, and with it reads the document and its client for as long as it is open.
    """

    _name = "bank.request"
    _description = "Request to a Department"
    _inherit = ["bank.transition.mixin", "bank.document.label.mixin"]
    _order = "id desc"
    _rec_name = "subject"
    _state_initial = "new"

    subject = fields.Char(string="What Is Asked", required=True)
    note = fields.Text(string="Details")
    department_id = fields.Many2one(
        comodel_name="bank.department", required=True, index=True, ondelete="restrict"
    )
    res_model = fields.Char(string="Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", string="Document", required=True, readonly=True
    )
    branch_id = fields.Many2one(
        comodel_name="bank.branch", readonly=True, index=True, ondelete="restrict"
    )
    requester_id = fields.Many2one(
        comodel_name="res.users",
        string="Asked by",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Taken by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    date_due = fields.Date(string="Due Date", required=True)
    answer = fields.Text(readonly=True, copy=False)
    state = fields.Selection(
        selection=[
            ("new", "Waiting"),
            ("taken", "In Work"),
            ("done", "Fulfilled"),
            ("cancelled", "Taken Back"),
        ],
        default="new",
        required=True,
        readonly=True,
        copy=False,
    )
    is_lateness_told = fields.Boolean(readonly=True, copy=False)
    can_take = fields.Boolean(compute="_compute_can_take")

    _open_idx = models.Index("(department_id, date_due) WHERE state = 'new'")
    _document_idx = models.Index("(res_model, res_id)")

    @api.onchange("department_id")
    def _onchange_department_id(self):
        if self.department_id:
            self.date_due = fields.Date.add(
                fields.Date.context_today(self), days=self.department_id.days
            )

    @api.model
    def _get_transitions(self):
        return {
            **super()._get_transitions(),
            ("new", "taken"): "_get_take_blocker",
            ("taken", "done"): "_get_no_blocker",
            ("new", "cancelled"): "_get_cancel_blocker",
            ("taken", "cancelled"): "_get_cancel_blocker",
        }

    def _get_take_blocker(self):
        user = self.env.user
        return {
            row.id: self.env._("Only an employee of the department takes it.")
            for row in self.sudo()
            if user not in row.department_id.user_ids
        }

    def _get_cancel_blocker(self):
        return {
            row.id: self.env._("Only who has asked takes it back.")
            for row in self.sudo()
            if row.requester_id != self.env.user
        }

    @api.depends_context("uid")
    @api.depends("state", "department_id")
    def _compute_can_take(self):
        blocked = self._get_take_blocker()
        for row in self:
            row.can_take = row.state == "new" and row.id not in blocked

    @api.model_create_multi
    def create(self, vals_list):
        # set, not only defaulted: nobody asks in the name of another
        rows = super().create(
            [{**vals, **self._prepare_own_values(vals)} for vals in vals_list]
        )
        for row in rows:
            # what was lent by a task is not passed on
            row._get_document()._check_own_access()
            row._tell_department()
        return rows

    def _prepare_own_values(self, vals):
        model = vals.get("res_model")
        if model not in self.env or "is_my_task" not in self.env[model]._fields:
            raise UserError(self.env._("Requests are made from a card of a client."))
        document = self.env[model].browse(vals.get("res_id"))
        return {
            "requester_id": self.env.uid,
            "user_id": False,
            "answer": False,
            "is_lateness_told": False,
            "branch_id": document.sudo()["branch_id"].id
            if "branch_id" in document._fields
            else False,
        }

    def write(self, vals):
        if not self.env.su:
            raise AccessError(self.env._("A request is not rewritten: take it back."))
        return super().write(vals)

    def _get_document(self):
        self.ensure_one()
        return self.env[self.res_model].browse(self.res_id)

    # ------------------------------------------------------------ acts
    def action_take(self):
        """Take it: the task on the document opens it for its holder."""
        self.check_access("read")
        if reasons := self._get_take_blocker():
            raise AccessError("\n".join(dict.fromkeys(reasons.values())))
        # who may has been asked; nobody has a right to write the rows
        for row in self.sudo():
            row._transition("taken", user_id=self.env.uid)
            # given by who has asked: his own access was checked when he did
            tasks_sudo = self.env["mail.activity"].with_user(row.requester_id).sudo()
            tasks_sudo.create(
                {
                    "activity_type_id": self.env.ref(TODO).id,
                    "res_model_id": self.env["ir.model"]._get_id(row.res_model),
                    "res_id": row.res_id,
                    "date_deadline": row.date_due,
                    "summary": row.subject,
                    "note": row.note,
                    "user_id": self.env.uid,
                    "request_id": row.id,
                }
            )
        return True

    def action_cancel(self):
        self.check_access("read")
        if reasons := self._get_cancel_blocker():
            raise AccessError("\n".join(dict.fromkeys(reasons.values())))
        self.sudo()._transition("cancelled")
        tasks_sudo = self.env["mail.activity"].sudo()
        tasks_sudo.search([("request_id", "in", self.ids)]).unlink()
        return True

    def action_open_document(self):
        self.ensure_one()
        return self._get_document().get_formview_action()

    # ------------------------------------------------------------ telling
    def _tell_department(self):
        """Without a name of the client: not all of them may read him."""
        for user in self.sudo().department_id.user_ids - self.env.user:
            env = self.with_context(lang=user.lang).env
            body = env._(
                "%(user)s asks by %(date)s: %(subject)s",
                user=self.env.user.name,
                date=fields.Date.to_string(self.date_due),
                subject=self.subject,
            )
            self.env["mail.activity"]._tell(user, env._("New request"), body)

    @api.model
    def _tell_late(self, today):
        """Tell who has asked that nobody has taken it in time, once."""
        late = self.search(
            [
                ("state", "=", "new"),
                ("date_due", "<", today),
                ("is_lateness_told", "=", False),
            ]
        )
        for row in late:
            user = row.requester_id
            env = self.with_context(lang=user.lang).env
            body = env._(
                "Nobody of “%(department)s” has taken your request: %(subject)s",
                department=row.department_id.name,
                subject=row.subject,
            )
            self.env["mail.activity"]._tell(user, env._("A request is late"), body)
        late.write({"is_lateness_told": True})
