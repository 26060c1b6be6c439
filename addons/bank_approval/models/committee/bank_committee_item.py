# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

OUTCOMES = ("approved", "conditional", "rejected", "no_quorum")


class BankCommitteeItem(models.Model):
    """A matter that a committee decides, from the queue to the outcome."""

    _name = "bank.committee.item"
    _description = "Matter before a Committee"
    _inherit = ["bank.transition.mixin"]
    _order = "date_papers, id"
    # a step of the machinery of approvals waits for no other approval
    _act_guarded = False
    _state_initial = "queued"
    _access_logged = True
    _access_log_client = "partner_id"
    _server_fields = (
        "meeting_id", "initiator_id", "previous_id", "task_id", "outcome_reasons", "entitled",
        "taking_part", "quorum", "weight_for", "weight_against", "weight_abstain",
        "conditions", "presided_id", "group_figures", "attendance",
    )  # fmt: skip

    committee_id = fields.Many2one(
        comodel_name="bank.committee", required=True, index=True, ondelete="restrict"
    )
    meeting_id = fields.Many2one(
        comodel_name="bank.committee.meeting",
        readonly=True,
        copy=False,
        index=True,
        ondelete="restrict",
    )
    meeting_kind = fields.Selection(related="meeting_id.kind")
    date_ballot_end = fields.Datetime(
        related="meeting_id.clock_date_due", string="Votes Until"
    )
    name = fields.Char(string="Question", required=True)
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("client_kind", "!=", False)],
    )
    amount = fields.Monetary()
    currency_id = fields.Many2one(
        comodel_name="res.currency", related="committee_id.company_id.currency_id"
    )
    initiator_id = fields.Many2one(
        comodel_name="res.users", readonly=True, copy=False, index=True
    )
    task_id = fields.Many2one(
        comodel_name="bank.approval.task",
        string="Decides the Request",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    date_papers = fields.Datetime(
        string="Papers Due",
        required=True,
        default=fields.Datetime.now,
        help="When the papers are complete; the agenda is built by it.",
    )
    state = fields.Selection(
        selection=[
            ("queued", "In the Queue"),
            ("agenda", "On the Agenda"),
            ("voting", "Voting"),
            ("counting", "Voting Closed"),
            ("approved", "Approved"),
            ("conditional", "Approved with Conditions"),
            ("rejected", "Rejected"),
            ("no_quorum", "No Quorum"),
            ("postponed", "Postponed"),
            ("withdrawn", "Withdrawn"),
        ],
        required=True,
        readonly=True,
        default="queued",
        copy=False,
        index=True,
    )
    reason = fields.Text(copy=False, help="Why it is postponed or withdrawn.")
    previous_id = fields.Many2one(
        comodel_name="bank.committee.item",
        string="Postponed From",
        readonly=True,
        copy=False,
    )
    recusal_ids = fields.One2many(
        comodel_name="bank.committee.recusal", inverse_name="item_id", readonly=True
    )
    vote_ids = fields.One2many(
        comodel_name="bank.committee.vote", inverse_name="item_id", readonly=True
    )
    attendance = fields.Json(
        readonly=True, copy=False, help="The seats in the room when voting was closed."
    )
    # the count, as it stood when voting was closed
    outcome_reasons = fields.Char(readonly=True, copy=False)
    outcome_text = fields.Char(string="Grounds", compute="_compute_outcome_text")
    entitled = fields.Integer(string="May Vote", readonly=True, copy=False)
    taking_part = fields.Integer(string="Take Part", readonly=True, copy=False)
    quorum = fields.Integer(readonly=True, copy=False)
    weight_for = fields.Float(string="For", readonly=True, copy=False)
    weight_against = fields.Float(string="Against", readonly=True, copy=False)
    weight_abstain = fields.Float(string="Abstained", readonly=True, copy=False)
    conditions = fields.Text(readonly=True, copy=False)
    can_vote = fields.Boolean(compute="_compute_can_vote")
    deputy_note = fields.Char(
        string="Why the Deputy Does Not Vote",
        compute="_compute_can_vote",
        exportable=False,
    )
    is_secretary = fields.Boolean(related="meeting_id.is_secretary")

    @api.depends("outcome_reasons")
    def _compute_outcome_text(self):
        words = self._get_reason_words()
        for item in self:
            codes = (item.outcome_reasons or "").split()
            item.outcome_text = ", ".join(words.get(code, code) for code in codes)

    @api.model
    def _get_reason_words(self):
        return {
            "majority": self.env._("the majority is for"),
            "no_majority": self.env._("no majority is for"),
            "casting_vote": self.env._("the chairman's vote decides the tie"),
            "share_reached": self.env._("the share needed is for"),
            "share_missed": self.env._("the share needed is not for"),
            "all_for": self.env._("everybody is for"),
            "not_all_for": self.env._("not everybody is for"),
            "one_for": self.env._("one is for, and one is enough"),
            "nobody_for": self.env._("nobody is for"),
            "nobody_against": self.env._("nobody is against"),
            "somebody_against": self.env._("somebody is against"),
            "veto": self.env._("a veto was used"),
            "chairman": self.env._("as the chairman decided"),
            "chairman_silent": self.env._("the chairman has not voted"),
            "no_chairman": self.env._("no chairman may vote on it"),
            "quorum_missing": self.env._("too few took part"),
            "quorum_unreachable": self.env._("too few may vote on it"),
        }

    @api.model_create_multi
    def create(self, vals_list):
        items = super().create(vals_list)
        if not self.env.su:
            items.sudo().initiator_id = self.env.user
        return items

    def write(self, vals):
        moving = self.env.context.get("bank_transition_token") is self._TRANSITION_TOKEN
        if not moving and not self.env.su:
            free = {"reason", "elected_id"} if self._is_waiting() else set()
            if vals.keys() - free and any(item.state != "queued" for item in self):
                raise UserError(
                    self.env._("It is on the agenda: what is asked for stands.")
                )
            if vals.keys() - free - {"date_papers"} and self.sudo().task_id:
                raise UserError(
                    self.env._("What was sent for approval stands. Withdraw it there.")
                )
        return super().write(vals)

    def _is_waiting(self):
        return all(item.state in ("queued", "agenda", "voting") for item in self)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_queued(self):
        if any(item.state != "queued" for item in self):
            raise UserError(self.env._("What stood on an agenda is not deleted."))
        if self.sudo().task_id:
            raise UserError(
                self.env._("What was sent for approval stands. Withdraw it there.")
            )

    @api.model
    def _get_transitions(self):
        return {
            **super()._get_transitions(),
            ("queued", "agenda"): "_get_no_blocker",
            ("agenda", "voting"): "_get_no_blocker",
            ("voting", "counting"): "_get_no_blocker",
            **{("counting", outcome): "_get_no_blocker" for outcome in OUTCOMES},
            **{
                (state, end): "_get_reason_blocker"
                for state in ("agenda", "voting")
                for end in ("postponed", "withdrawn")
            },
            ("queued", "withdrawn"): "_get_request_blocker",
            ("counting", "withdrawn"): "_get_request_blocker",
        }

    def _get_reason_blocker(self):
        reason = self.env._("Enter the reason first.")
        return {item.id: reason for item in self if not (item.reason or "").strip()}

    def _get_request_blocker(self):
        """Off the queue, or between votes and count, only with its request."""
        reason = self.env._("Take it back where it was sent for approval.")
        return {
            item.id: reason
            for item in self
            if not item.task_id or item.task_id.state == "open"
        }

    def action_postpone(self):
        """Put it off; it stands in the minutes and waits in the queue again."""
        self._take_off("postponed")
        self.sudo()._queue_again()
        return True

    def _queue_again(self):
        for item in self:
            again = item.copy(item._prepare_again_values())
            again.initiator_id = item.initiator_id

    def _prepare_again_values(self):
        """Hook: what a matter keeps that comes before the committee once more."""
        return {"previous_id": self.id, "task_id": self.task_id.id}

    def action_withdraw(self):
        self._take_off("withdrawn")
        for item in self.sudo().filtered("task_id"):
            item.task_id._close_by_committee(item)
        return True

    def _withdraw_asked(self):
        """The request has ended without the committee: nobody votes on it any more."""
        asked = self.filtered(
            lambda item: item.state in ("queued", "agenda", "voting", "counting")
        )
        if asked:
            asked.reason = self.env._(
                "The request for approval was taken back or ended."
            )
            asked._transition("withdrawn")
            asked._log_item("withdrawn")

    def _get_initiators(self):
        """Whoever has begun the matter or the request that it decides."""
        return self.initiator_id | self.task_id.approval_id.initiator_ids

    def _take_off(self, state):
        self.check_access("write")
        self._check_secretary()
        # whoever asked is checked; the secretary may be unable to write a client's rows
        self.sudo()._transition(state)
        self._log_item(state)

    def _check_secretary(self):
        """A secretary of the committee who has not begun the matter himself."""
        self.meeting_id._check_secretary()
        if any(self.env.user in item.sudo()._get_initiators() for item in self):
            raise AccessError(
                self.env._(
                    "You have begun this matter yourself: another secretary of the "
                    "committee does this."
                )
            )

    def _log_item(self, step):
        rows = [(item, item._prepare_log_values(step)) for item in self.sudo()]
        self.env["bank.decision"]._record("committee_item", rows)

    def _prepare_log_values(self, step):
        return {
            "step": step,
            "committee": self.committee_id.id,
            "meeting": self.meeting_id.id,
            "grounds": self.outcome_reasons or "",
            "votes": self.vote_ids.ids,
            "recused": self.recusal_ids.member_id.ids,
            "presided": (self.presided_id or self.elected_id).id,
            "reason_hash": self.env["bank.decision"]._hash_text(self.reason),
        }
