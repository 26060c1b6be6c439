# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from odoo.addons.bank_text.tools import full_text

TODO = "mail.mail_activity_data_todo"
# what a caller never sets: the queue and the acts below do
SERVER_FIELDS = (
    "user_id",
    "answer",
    "is_lateness_told",
    "addressee_ids",
    "date_taken",
    "routing_rule_id",
    "queue_problem",
    "is_push_failed",
)


class BankRequest(models.Model):
    """A request to another department, from the card of a client or of his deal.

    All of the queue see what is asked; whoever takes it gets a task on the document,
    and with it reads the document and its client for as long as it is open.
    """

    _name = "bank.request"
    _description = "Request to a Department"
    _inherit = [
        "bank.queue.mixin",
        "bank.text.search.mixin",
        "bank.transition.mixin",
        "bank.document.label.mixin",
        "mail.thread",
    ]
    _order = "id desc"
    _rec_name = "subject"
    _state_initial = "new"
    # colleagues who read it comment on it; nobody writes its fields
    _mail_post_access = "read"
    _text_search_fields = ("subject", "note")

    subject = fields.Char(string="What Is Asked", required=True)
    note = fields.Text(string="Details")
    topic_id = fields.Many2one(
        comodel_name="bank.request.topic", index="btree_not_null", ondelete="restrict"
    )
    queue_id = fields.Many2one(
        string="To Whom", help="Empty: the routing rules say who answers."
    )
    res_model = fields.Char(string="Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", string="Document", required=True, readonly=True
    )
    # whose it is: a link would show the name of a hidden card
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        groups=fields.NO_ACCESS,
    )
    last_comment = fields.Text(compute="_compute_last_comment")
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
    date_due = fields.Date(string="Due Date")
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

    _text_search_idx = models.Index(full_text.index("subject", "note"))
    _open_idx = models.Index("(queue_id, date_due) WHERE state = 'new'")
    _held_idx = models.Index("(queue_id, user_id) WHERE state = 'taken'")
    _document_idx = models.Index("(res_model, res_id)")

    @api.onchange("queue_id")
    def _onchange_queue_id(self):
        if self.queue_id:
            self.date_due = self.queue_id._get_due_date()

    def _compute_last_comment(self):
        """What a colleague has said last, of those rows that may be read."""
        found = {}
        messages_sudo = self.env["mail.message"].sudo()
        for message in messages_sudo.search(
            [
                ("model", "=", self._name),
                ("res_id", "in", self._filtered_access("read").ids),
                ("message_type", "=", "comment"),
            ],
            order="id",
        ):
            found[message.res_id] = message.preview
        for row in self:
            row.last_comment = found.get(row.id)

    # ------------------------------------------------------------ states
    @api.model
    def _get_transitions(self):
        return {
            **super()._get_transitions(),
            # who takes and who puts back is asked by the queue, who gives may be it
            ("new", "taken"): "_get_no_blocker",
            ("taken", "new"): "_get_no_blocker",
            ("taken", "done"): "_get_no_blocker",
            ("new", "cancelled"): "_get_cancel_blocker",
            ("taken", "cancelled"): "_get_cancel_blocker",
        }

    def _get_cancel_blocker(self):
        return {
            row.id: self.env._("Only who has asked takes it back.")
            for row in self.sudo()
            if row.requester_id != self.env.user
        }

    def _get_queue_text(self):
        return "\n".join(filter(None, (self.subject, self.note)))

    @api.model_create_multi
    def create(self, vals_list):
        # set, not only defaulted: nobody asks in the name of another
        rows = super().create(
            [{**vals, **self._prepare_own_values(vals)} for vals in vals_list]
        )
        for row in rows:
            # what was lent by a task is not passed on
            row._get_document()._check_own_access()
        for row in rows.sudo():  # hidden from people: the server keeps whose it is
            row.partner_id = row._get_client(row._get_document())
            row.message_subscribe(partner_ids=row.requester_id.partner_id.ids)
        rows._direct()
        for row in rows.sudo().filtered(lambda row: not row.date_due):
            row.date_due = row.queue_id._get_due_date()
        rows._give_directed()
        for row in rows:
            row._tell_queue()
        rows._tell_cards()
        return rows

    def _prepare_own_values(self, vals):
        model = vals.get("res_model")
        if model not in self.env or "is_my_task" not in self.env[model]._fields:
            raise UserError(self.env._("Requests are made from a card of a client."))
        document_sudo = self.env[model].sudo().browse(vals.get("res_id"))
        has_branch = "branch_id" in document_sudo._fields
        return {
            **dict.fromkeys(SERVER_FIELDS, False),
            "requester_id": self.env.uid,
            "date_queued": fields.Datetime.now(),
            "branch_id": has_branch and document_sudo["branch_id"].id,
        }

    def _transition(self, target, **values):
        result = super()._transition(target, **values)
        self._tell_cards()
        return result

    def _tell_cards(self):
        """Whoever looks at the client's card sees what became of what was asked."""
        # told by the card's own channel, which is given to its readers only
        self.sudo().partner_id._tell_cards(self.env.user)

    def _get_client(self, document_sudo):
        if document_sudo._name == "res.partner":
            return document_sudo
        has_client = "partner_id" in document_sudo._fields
        return document_sudo["partner_id"] if has_client else self.env["res.partner"]

    @api.model
    def _open_new(self, document):
        """Open the form of a request about a document."""
        document.ensure_one()
        document.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_core.bank_request_action_new"
        )
        context = {
            "default_res_model": document._name,
            "default_res_id": document.id,
        }
        return {**action, "context": context}

    def write(self, vals):
        if not self.env.su:
            raise AccessError(self.env._("A request is not rewritten: take it back."))
        return super().write(vals)

    def _get_document(self):
        self.ensure_one()
        return self.env[self.res_model].browse(self.res_id)

    # ------------------------------------------------------------ acts
    def _do_take(self, user):
        """The task on the document opens it for its holder."""
        todo = self.env.ref(TODO)
        for row in self.sudo():
            row._transition("taken", user_id=user.id)
            row.message_subscribe(partner_ids=user.partner_id.ids)
            # given by who has asked: his own access was checked when he did
            tasks_sudo = self.env["mail.activity"].with_user(row.requester_id).sudo()
            tasks_sudo.create(
                {
                    "activity_type_id": todo.id,
                    "res_model_id": self.env["ir.model"]._get_id(row.res_model),
                    "res_id": row.res_id,
                    "date_deadline": row.date_due,
                    "summary": row.subject,
                    "note": row.note,
                    "user_id": user.id,
                    "request_id": row.id,
                }
            )

    def _do_put_back(self):
        for row in self:
            # what is said about it from now on is not for who gave it away
            row.message_unsubscribe((row.user_id - row.requester_id).partner_id.ids)
        self._transition("new", user_id=False)
        self._drop_tasks()

    def _drop_tasks(self):
        # nobody keeps a task, and with it the client's card, for what he gave away
        self.env["mail.activity"].sudo().search(
            [("request_id", "in", self.ids)]
        ).unlink()

    def action_cancel(self):
        self.check_access("read")
        if reasons := self._get_cancel_blocker():
            raise AccessError("\n".join(dict.fromkeys(reasons.values())))
        self.sudo()._transition("cancelled")
        self._drop_tasks()
        return True

    def action_open_document(self):
        self.ensure_one()
        return self._get_document().get_formview_action()

    # ------------------------------------------------------------ telling
    def _open_taken(self):
        """The document it is about is what one works on."""
        return self._get_document().get_formview_action()

    @api.model
    def _get_queue_action(self):
        return self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_core.bank_request_action"
        )

    def _tell_queue(self):
        """Without a name of the client: not all of them may read him."""
        row = self.sudo()
        if row.state != "new" or (
            row.queue_id.mode == "push" and not row.addressee_ids
        ):
            return  # whoever gets it gets a task
        users = row.addressee_ids or row.queue_id._get_users()
        for user in users - self.env.user:
            env = self.with_context(lang=user.lang).env
            body = env._(
                "%(user)s asks by %(date)s: %(subject)s",
                user=self.env.user.name,
                date=format_date(env, self.date_due),
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
                "Nobody of “%(queue)s” has taken your request: %(subject)s",
                queue=row.queue_id.name,
                subject=row.subject,
            )
            self.env["mail.activity"]._tell(user, env._("A request is late"), body)
        late.write({"is_lateness_told": True})
