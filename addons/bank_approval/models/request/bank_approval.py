# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankApproval(models.Model):
    """A request to decide about one document.

    The route's version and those who are asked are fixed when it starts; what is
    decided on is kept in each round as text with its hash.
    """

    _name = "bank.approval"
    _description = "Approval Request"
    _inherit = [
        "bank.approval.follow.mixin",
        "bank.transition.mixin",
        "mail.thread",
    ]
    _order = "id desc"
    # a step of the machinery of approvals waits for no other approval
    _act_guarded = False
    _state_initial = "pending"
    _mail_post_access = "read"

    name = fields.Char(string="Number", required=True, readonly=True)
    route_id = fields.Many2one(
        comodel_name="bank.approval.route",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    state = fields.Selection(
        selection=[
            ("pending", "In Approval"),
            ("approved", "Approved"),
            ("approved_conditions", "Approved with Conditions"),
            ("rejected", "Refused"),
            ("returned", "Returned"),
            ("postponed", "Postponed"),
            ("withdrawn", "Withdrawn"),
            ("lapsed", "Lapsed"),
        ],
        required=True,
        readonly=True,
        index=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, index=True
    )
    branch_id = fields.Many2one(
        comodel_name="bank.branch", readonly=True, index="btree_not_null"
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        readonly=True,
        index="btree_not_null",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Sent By",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    initiator_ids = fields.Many2many(
        comodel_name="res.users",
        relation="bank_approval_initiator_rel",
        string="Initiators",
        readonly=True,
        help="They decide nothing here, neither themselves nor for others.",
    )
    currency_id = fields.Many2one(
        comodel_name="res.currency", readonly=True, ondelete="restrict"
    )
    amount = fields.Monetary(readonly=True)
    date_requested = fields.Datetime(string="Sent On", required=True, readonly=True)
    date_moved = fields.Datetime(
        string="Last Step Taken", required=True, readonly=True, index=True
    )
    date_due = fields.Datetime(string="Due", readonly=True)
    date_decided = fields.Datetime(string="Decided On", readonly=True)
    date_lapse = fields.Date(string="Decision Holds Until", readonly=True)
    reason = fields.Text(string="Why", readonly=True)
    act_count = fields.Integer(
        readonly=True, help="Counts what happens: whoever acts locks the request by it."
    )
    round_ids = fields.One2many(
        comodel_name="bank.approval.round", inverse_name="approval_id"
    )
    turn_ids = fields.One2many(
        comodel_name="bank.approval.turn", inverse_name="approval_id"
    )
    task_ids = fields.One2many(
        comodel_name="bank.approval.task", inverse_name="approval_id"
    )
    open_task_ids = fields.One2many(
        comodel_name="bank.approval.task",
        inverse_name="approval_id",
        string="Waits For",
        domain=[("state", "=", "open")],
    )
    condition_ids = fields.One2many(
        comodel_name="bank.approval.condition",
        inverse_name="approval_id",
        domain=[("state", "not in", ("proposed", "merged"))],
    )
    waiting_names = fields.Char(string="Waits For (Names)", compute="_compute_waiting")
    is_late = fields.Boolean(compute="_compute_waiting", search="_search_is_late")
    can_withdraw = fields.Boolean(compute="_compute_can")
    can_nudge = fields.Boolean(compute="_compute_can")
    can_resubmit = fields.Boolean(compute="_compute_can")
    can_decide = fields.Boolean(compute="_compute_can")

    _running_uniq = models.UniqueIndex(
        "(res_model, res_id) WHERE state IN ('pending', 'returned', 'postponed')",
        "The document is being approved already.",
    )
    _document_idx = models.Index("(res_model, res_id)")

    @api.depends("name", "document_name")
    def _compute_display_name(self):
        """Its number and, for whoever may read it, what it is about."""
        for approval in self:
            words = [approval.name, approval.document_name]
            approval.display_name = " · ".join(filter(None, words))

    @api.depends("open_task_ids.state", "date_due", "state")
    def _compute_waiting(self):
        now = fields.Datetime.now()
        for approval in self:
            # names of colleagues who are asked, for whoever may read the request
            users_sudo = approval.sudo().open_task_ids.user_id
            approval.waiting_names = ", ".join(users_sudo.mapped("name"))
            approval.is_late = (
                approval.state == "pending"
                and bool(approval.date_due)
                and approval.date_due < now
            )

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = fields.Domain("state", "=", "pending") & fields.Domain(
            "date_due", "<", fields.Datetime.now()
        )
        return fields.Domain.OR(late if wanted else ~late for wanted in value)

    @api.depends("state", "user_id", "initiator_ids", "open_task_ids.date_nudged")
    @api.depends_context("uid")
    def _compute_can(self):
        own = self._get_owner_blocker()
        nudge = self._get_nudge_blocker()
        for approval in self:
            running = approval.state in ("pending", "returned", "postponed")
            approval.can_withdraw = running and approval.id not in own
            approval.can_resubmit = (
                approval.state in ("returned", "postponed") and approval.id not in own
            )
            approval.can_nudge = approval.id not in nudge
            approval.can_decide = any(approval.open_task_ids.mapped("can_decide"))

    @api.model
    def _get_transitions(self):
        ends = ("approved", "approved_conditions", "rejected")
        stops = ("returned", "postponed", "withdrawn")
        pairs = [
            *(("pending", target) for target in (*ends, *stops)),
            *((state, "pending") for state in ("returned", "postponed")),
            *((state, "withdrawn") for state in ("returned", "postponed")),
            *((state, "lapsed") for state in ("approved", "approved_conditions")),
        ]
        return {
            **super()._get_transitions(),
            **dict.fromkeys(pairs, "_get_no_blocker"),
        }

    def _find_begun_by(self, user):
        """Return those of these requests that the user has begun.

        Asked as a search: read as a field, initiators are sorted by the names on their
        cards, for which the database may go through the cards of all clients.
        """
        mine = [("id", "in", self.ids), ("initiator_ids", "in", user.ids)]
        return self.search(mine)

    def _join_leaders(self):
        """Whoever leads a document from now on has begun its matter as well.

        He withdraws it, sends it again and reminds, and never decides it: those who
        led it before him may have left.
        """
        holding = (
            "pending",
            "returned",
            "postponed",
            "approved",
            "approved_conditions",
        )
        for approval in self.filtered(lambda row: row.state in holding):
            leader = approval._get_document().user_id
            if leader and leader not in approval.initiator_ids:
                approval.initiator_ids = [fields.Command.link(leader.id)]
                approval._log("led", leader=leader.id)

    def _get_owner_blocker(self):
        """Return ``{id: reason}`` of requests that are not the user's own."""
        reason = self.env._("Only whoever has sent it does this.")
        return {
            approval.id: reason
            for approval in self.sudo()
            if self.env.user not in approval.user_id | approval.initiator_ids
        }

    def _get_nudge_blocker(self):
        """Return ``{id: reason}`` where nobody can be reminded now."""
        reasons = self._get_owner_blocker()
        nobody = self.env._("Nobody waits to be reminded.")
        today = self.env._("They have been reminded within a day. Ask again tomorrow.")
        for approval in self.sudo():
            tasks = approval.open_task_ids
            if approval.state != "pending" or not tasks:
                reasons[approval.id] = nobody
            elif not tasks._filter_unnudged():
                reasons.setdefault(approval.id, today)
        return reasons

    def action_open_my_task(self):
        """Open the decision that the user is asked for here."""
        self.ensure_one()
        self.check_access("read")
        mine = (
            self.env["bank.approval.task"]
            .search([("approval_id", "=", self.id), ("is_mine", "=", True)])
            .filtered("can_decide")[:1]
        )
        return mine.action_open_decide() if mine else False

    def _get_open_action(self):
        """Return what shows these requests."""
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Approval Requests"),
            "res_model": self._name,
        }
        if len(self) == 1:
            return {**action, "res_id": self.id, "views": [(False, "form")]}
        domain = [("id", "in", self.ids)]
        return {**action, "domain": domain, "views": [(False, "list"), (False, "form")]}
