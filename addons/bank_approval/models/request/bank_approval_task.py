# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models

from ...tools import tally

VOTES = {"approved": "for", "rejected": "against", "abstained": "abstain"}


class BankApprovalTask(models.Model):
    """One person asked for a visa, a vote or an opinion.

    Made when the request starts, so that nobody can change who decides; open while it
    is his turn. An open task lets him read the document.
    """

    _name = "bank.approval.task"
    _description = "Visa, Vote or Opinion"
    _inherit = ["bank.approval.follow.mixin"]
    _order = "date_due, id"
    _rec_name = "step_id"

    approval_id = fields.Many2one(
        comodel_name="bank.approval",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    turn_id = fields.Many2one(
        comodel_name="bank.approval.turn",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    step_id = fields.Many2one(
        comodel_name="bank.approval.step",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    kind = fields.Selection(
        selection=[("vote", "Decision"), ("opinion", "Opinion")],
        required=True,
        readonly=True,
        default="vote",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Asked",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    state = fields.Selection(
        selection=[
            ("waiting", "Not Yet"),
            ("open", "Asked"),
            ("approved", "For"),
            ("rejected", "Against"),
            ("abstained", "Abstained"),
            ("returned", "Returned"),
            ("advised", "Opinion Given"),
            ("delegated", "Handed Over"),
            ("cancelled", "Not Asked Any More"),
        ],
        default="waiting",
        required=True,
        readonly=True,
    )
    decided_by_id = fields.Many2one(
        comodel_name="res.users",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    date_decided = fields.Datetime(string="Decided On", readonly=True)
    date_due = fields.Datetime(
        related="turn_id.date_due", string="Due", store=True, index=True
    )
    date_nudged = fields.Datetime(string="Reminded On", readonly=True, copy=False)
    comment = fields.Text(readonly=True)
    question = fields.Text(readonly=True)
    parent_id = fields.Many2one(
        comodel_name="bank.approval.task",
        string="Asked For",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The task of whoever asked for this opinion or handed it over.",
    )
    repeat_step_id = fields.Many2one(
        comodel_name="bank.approval.step",
        string="Decided Already On",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="A step of the same level of authority on which he is asked first.",
    )
    condition_ids = fields.One2many(
        comodel_name="bank.approval.condition",
        inverse_name="task_id",
        domain=[("origin_id", "=", False)],
    )

    # What the inbox shows
    partner_id = fields.Many2one(related="approval_id.partner_id")
    amount = fields.Monetary(related="approval_id.amount")
    currency_id = fields.Many2one(related="approval_id.currency_id")
    changed_names = fields.Char(related="turn_id.round_id.changed_names")
    round_number = fields.Integer(related="turn_id.round_id.number")
    is_mine = fields.Boolean(
        string="Mine to Decide", compute="_compute_is_mine", search="_search_is_mine"
    )
    can_decide = fields.Boolean(compute="_compute_can_decide")
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late")

    _person_uniq = models.UniqueIndex(
        "(turn_id, user_id) WHERE kind = 'vote'",
        "This person is asked on the step already.",
    )
    _vote_uniq = models.UniqueIndex(
        "(turn_id, decided_by_id) WHERE kind = 'vote' AND decided_by_id IS NOT NULL",
        "One person decides once on a step.",
    )
    _inbox_idx = models.Index("(user_id, date_due) WHERE state = 'open'")
    _document_idx = models.Index("(res_model, res_id) WHERE state = 'open'")

    # Dialogs

    def action_open_request(self):
        self.ensure_one()
        self.check_access("read")
        return self.approval_id._get_open_action()

    def action_open_decide(self):
        return self._open_dialog("bank.approval.decide", self.env._("Decide"))

    def action_open_ask(self):
        return self._open_dialog("bank.approval.ask", self.env._("Ask or Hand Over"))

    def _open_dialog(self, name, title):
        self.ensure_one()
        self.check_access("read")
        dialog = self.env[name].create({"task_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": name,
            "res_id": dialog.id,
            "views": [(False, "form")],
            "target": "new",
        }

    # Whose it is

    @api.model
    def _get_principals(self):
        """Return those for whom the user decides today, himself first."""
        deputies = self.env["bank.delegation"]
        return self.env.user | deputies._get_principals(self.env.user, "approval")

    @api.depends("state", "user_id", "approval_id.initiator_ids")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        user, asked = self.env.user, self.filtered(lambda task: task.state == "open")
        # whoever is asked himself needs no delegation
        principals = user if asked.user_id <= user else self._get_principals()
        (self - asked).is_mine = False
        begun_sudo = asked.approval_id.sudo()._find_begun_by(user)
        for task in asked:
            task.is_mine = (
                task.user_id in principals
                and task.approval_id._origin not in begun_sudo
            )

    @api.depends("is_mine")
    def _compute_can_decide(self):
        for task in self:
            task.can_decide = task.is_mine and not task._is_decided_elsewhere()

    def _is_decided_elsewhere(self):
        """Hook: it only waits for its holder; others decide it in another place."""
        return False

    @api.model
    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        mine = fields.Domain("state", "=", "open") & fields.Domain(
            "user_id", "in", self._get_principals().ids
        )
        return fields.Domain.OR(mine if wanted else ~mine for wanted in value)

    @api.depends("state", "date_due")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for task in self:
            is_past = bool(task.date_due) and task.date_due < now
            task.is_late = task.state == "open" and is_past

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = fields.Domain("state", "=", "open") & fields.Domain(
            "date_due", "<", fields.Datetime.now()
        )
        return fields.Domain.OR(late if wanted else ~late for wanted in value)

    # What it counts for

    def _get_holders(self):
        """Return whoever is asked and, of what was handed over, those asked before."""
        users, task = self.user_id, self.parent_id
        while task.kind == "vote":
            users, task = users | task.user_id, task.parent_id
        return users

    def _is_cast(self):
        return self.state in VOTES or self.state == "advised"

    def _get_vote(self):
        """Return the vote as the plain core knows it; advice given is one for."""
        decision = VOTES.get(self.state, "for")
        conditions = tuple(self.condition_ids.ids) if decision == "for" else ()
        return tally.Vote(self.id, decision, conditions=conditions)

    # What the request does with them

    def _repeat(self):
        """Take over what he has decided on the first step of the same level."""
        turn = self.approval_id._get_current_turns().get(self.repeat_step_id.id)
        given = turn and turn.task_ids.filtered(
            lambda task: task.decided_by_id == self.user_id and task.state == "approved"
        )
        if given:
            self.write(
                {
                    "state": "approved",
                    "decided_by_id": self.user_id.id,
                    "date_decided": fields.Datetime.now(),
                    "comment": given[0].comment,
                }
            )

    def _cancel(self):
        asked = self.filtered(lambda task: task.state in ("waiting", "open"))
        asked.write({"state": "cancelled"})
        self._forget_access()

    def _forget_access(self):
        """What is lent by open tasks is reckoned anew, in this transaction as well."""
        self.env["mail.activity"]._forget_task_documents()

    def _log_access(self):
        """Record for whom a task opens a document that was closed to him."""
        self._forget_access()
        for name, tasks in self.grouped("res_model").items():
            rows = [
                (document, {"user": user.id, "until": False})
                for user, own in tasks.grouped("user_id").items()
                for document in self._find_closed(name, own, user)
            ]
            self.env["bank.decision"]._record("task_access", rows)

    def _find_closed(self, name, tasks, user):
        """Return the documents of these tasks that he reads by nothing but a task."""
        documents = self.env[name].browse(set(tasks.mapped("res_id")))
        own = documents.with_user(user).with_context(bank_own_access=True)
        seen = set(own._filtered_access("read").ids)
        return documents.filtered(lambda document: document.id not in seen)

    # Whoever stands in for those who are asked

    def _find_stand_ins(self):
        """Return ``{task: users}`` who may decide it for whoever is asked, today."""
        tasks = self.filtered(lambda task: not task._is_decided_elsewhere())
        days = {
            company: company._get_today() for company in tasks.approval_id.company_id
        }
        found = {}
        for row in tasks._find_delegations():
            day = days.get(row.company_id)
            if day and row.date_start <= day <= row.date_end and row.to_user_id.active:
                key = row.from_user_id, row.company_id
                found[key] = found.get(key, row.to_user_id) | row.to_user_id
        return {
            task: found[key] - task.approval_id.initiator_ids
            for task in tasks
            if (key := (task.user_id, task.approval_id.company_id)) in found
        }

    def _find_delegations(self):
        """Return those of the people who are asked that may run today somewhere."""
        today = fields.Date.today()
        domain = [
            ("state", "=", "active"),
            ("act", "in", ["approval", "any"]),
            ("date_start", "<=", today + timedelta(days=1)),
            ("date_end", ">=", today - timedelta(days=1)),
            ("from_user_id", "in", self.user_id.ids),
        ]
        return self.env["bank.delegation"].sudo().search(domain) if self else ()

    def _filter_unnudged(self):
        limit = fields.Datetime.now() - timedelta(days=1)
        return self.filtered(
            lambda task: not task.date_nudged or task.date_nudged <= limit
        )
