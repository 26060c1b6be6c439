# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import format_date

WAITING_STATES = ("agenda", "voting", "counting")


class BankCommitteeMeeting(models.Model):
    """A sitting of a committee, or a ballot in writing with a term."""

    _name = "bank.committee.meeting"
    _description = "Meeting of a Committee"
    _inherit = ["bank.transition.mixin"]
    _order = "date desc, id desc"
    # a step of the machinery of approvals waits for no other approval
    _act_guarded = False
    _server_fields = ("event_id", "chaired_by_id", "chaired_for_id")

    def _default_committee_id(self):
        """Return the one committee for which the user works, if it is one."""
        committees = self.env["bank.committee"].search(
            [
                "|",
                ("secretary_id", "=", self.env.uid),
                ("deputy_secretary_ids", "=", self.env.uid),
            ],
            limit=2,
        )
        return committees if len(committees) == 1 else committees.browse()

    @api.model
    def _default_date(self):
        now = fields.Datetime.now().replace(minute=0, second=0)
        return now + timedelta(days=1)

    committee_id = fields.Many2one(
        comodel_name="bank.committee",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_committee_id(),
    )
    secretary_id = fields.Many2one(related="committee_id.secretary_id")
    date = fields.Datetime(
        required=True,
        default=lambda self: self._default_date(),
        help="The agenda takes what has its papers by then.",
    )
    kind = fields.Selection(
        selection=[("open", "Open vote"), ("written", "Written ballot")],
        string="Votes",
        required=True,
        default="open",
        help="In an open vote only those vote who attend.",
    )
    state = fields.Selection(
        selection=[
            ("draft", "Prepared"),
            ("invited", "Invited"),
            ("open", "In Session"),
            ("closed", "Closed"),
            ("cancelled", "Called Off"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
    )
    item_ids = fields.One2many(
        comodel_name="bank.committee.item",
        inverse_name="meeting_id",
        string="Agenda",
        readonly=True,
    )
    present_ids = fields.Many2many(
        comodel_name="bank.committee.member",
        domain="[('committee_id', '=', committee_id), "
        "'|', ('active', '=', True), ('id', 'in', present_ids)]",
        # who has left since was there all the same
        context={"active_test": False},
        copy=False,
    )
    elected_id = fields.Many2one(
        comodel_name="bank.committee.member",
        string="Elected to Preside",
        domain="[('committee_id', '=', committee_id)]",
        copy=False,
        ondelete="restrict",
        help="Where neither the chairman nor his deputy is present: whom those present "
        "have elected.",
    )
    reason = fields.Text(copy=False, help="Why it is called off.")
    event_id = fields.Many2one(
        comodel_name="calendar.event", string="Invitation", readonly=True, copy=False
    )
    minutes_ids = fields.One2many(
        comodel_name="bank.committee.minutes", inverse_name="meeting_id"
    )
    is_secretary = fields.Boolean(compute="_compute_is_secretary")
    has_voting = fields.Boolean(compute="_compute_steps")
    has_counting = fields.Boolean(compute="_compute_steps")

    @api.depends("committee_id", "date")
    @api.depends_context("lang", "tz")
    def _compute_display_name(self):
        for meeting in self:
            day = meeting._get_local_day()
            name = meeting.committee_id.sudo().name or ""
            meeting.display_name = f"{name} {day}".strip()

    def _get_local_day(self):
        """Return the day of the meeting as its reader writes days."""
        if not self.date:
            return ""
        local = fields.Datetime.context_timestamp(self, self.date)
        return format_date(self.env, local.date())

    @api.depends("committee_id")
    @api.depends_context("uid")
    def _compute_is_secretary(self):
        for meeting in self:
            secretaries = meeting.committee_id.sudo()._get_secretaries()
            meeting.is_secretary = self.env.user in secretaries

    @api.depends("state", "item_ids.state")
    def _compute_steps(self):
        """What the secretary does next on an open meeting."""
        for meeting in self:
            states = set(meeting.item_ids.mapped("state"))
            meeting.has_voting = "voting" in states
            meeting.has_counting = "counting" in states

    @api.model_create_multi
    def create(self, vals_list):
        meetings = super().create(vals_list)
        meetings._check_secretary()
        return meetings

    def write(self, vals):
        moving = self.env.context.get("bank_transition_token") is self._TRANSITION_TOKEN
        if not moving and not self.env.su:
            self._check_secretary()
            fixed = vals.keys() - self._get_free_fields()
            if fixed and any(meeting.state != "draft" for meeting in self):
                raise UserError(self.env._("Only a meeting in preparation is changed."))
        result = super().write(vals)
        if not moving and not self.env.su:
            self._check_secretary()
            self._after_change(vals)
        return result

    def _get_free_fields(self):
        """Return what is still changed when the meeting is not in preparation."""
        if all(meeting.state == "invited" for meeting in self):
            return {"present_ids", "elected_id", "date", "reason"}
        # a matter keeps who was there when its voting closed; then nobody comes in
        if all(row.state == "open" and row.has_voting for row in self):
            return {"present_ids"}
        return set()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if any(meeting.state != "draft" for meeting in self):
            raise UserError(self.env._("Only a meeting in preparation is deleted."))
        if self.item_ids:
            raise UserError(self.env._("Take its matters off the agenda first."))

    def _check_secretary(self):
        """A secretary works for his own committees only, an administrator for none."""
        if self.env.su:
            return
        for meeting in self:
            if self.env.user not in meeting.committee_id.sudo()._get_secretaries():
                raise AccessError(
                    self.env._("Only the secretary of this committee does that.")
                )

    # Steps

    @api.model
    def _get_transitions(self):
        return {
            **super()._get_transitions(),
            ("draft", "invited"): "_get_agenda_blocker",
            ("invited", "open"): "_get_open_blocker",
            ("open", "closed"): "_get_close_blocker",
            ("draft", "cancelled"): "_get_cancel_blocker",
            ("invited", "cancelled"): "_get_cancel_blocker",
        }

    def _get_agenda_blocker(self):
        reason = self.env._("There is nothing on the agenda. Build it first.")
        return {meeting.id: reason for meeting in self if not meeting.item_ids}

    def _get_open_blocker(self):
        reason = self.env._(
            "Neither the chairman nor his deputy is present. Note whom those present "
            "have elected to preside."
        )
        reasons = {meeting.id: reason for meeting in self if not meeting._find_chair()}
        return {**reasons, **self._get_agenda_blocker()}

    def _find_chair(self):
        """Return the seat of who presides over the meeting, or an empty set."""
        seats = self.env["bank.committee.member"].browse(
            [seat.id for seat in self._get_chair_order()]
        )
        return seats.filtered(
            lambda seat: self.kind == "written" or seat in self.present_ids
        )[:1]

    def _find_chaired_by(self):
        """Return who presided, and in whose seat where it was not his own.

        A deputy presided where he has voted for the seat and its holder has not: he
        could do so under a delegation in force only.
        """
        seat_sudo = self._find_chair().sudo()
        holder_sudo = seat_sudo.user_id
        votes_sudo = self.sudo().item_ids.vote_ids.filtered(
            lambda vote: vote.member_id == seat_sudo
        )
        voters_sudo = votes_sudo.sorted("id").user_id
        deputy_sudo = voters_sudo.filtered("active")[:1]
        if holder_sudo in voters_sudo or not deputy_sudo:
            return holder_sudo, holder_sudo.browse()
        return deputy_sudo, holder_sudo

    def _get_chair_order(self):
        committee_sudo = self.committee_id.sudo()
        order = [*committee_sudo._get_seats_of_chairmen(), self.sudo().elected_id]
        return [seat.sudo(False) for seat in order if seat]

    def _get_close_blocker(self):
        reason = self.env._("Some matters are not decided, postponed or withdrawn.")
        return {
            meeting.id: reason
            for meeting in self
            if any(item.state in WAITING_STATES for item in meeting.item_ids)
        }

    def _begin(self):
        self.ensure_one()
        self.check_access("write")
        self._check_secretary()

    def action_build_agenda(self):
        """Take what waits and whose papers are due by the day, earliest first."""
        self._begin()
        if self.state not in ("draft", "invited"):
            raise UserError(self.env._("The meeting is open: its agenda stands."))
        due = self.env["bank.committee.item"].search(
            [
                ("committee_id", "=", self.committee_id.id),
                ("state", "=", "queued"),
                ("date_papers", "<=", self.date),
            ],
            order="date_papers, id",
        )
        due.sudo()._transition("agenda", meeting_id=self.id)
        self.env["bank.committee.paper"].sudo()._freeze(due.sudo())
        self._after_access_change(due)
        return True

    def action_invite(self):
        self._begin()
        committee = self.committee_id
        people = (committee.chairman_id | committee.member_ids.user_id).partner_id
        # the invitation names the committee and the hour, no client
        event = self.env["calendar.event"].create(
            {
                "name": committee.name,
                "start": self.date,
                "stop": self.date + timedelta(hours=1),
                "partner_ids": [Command.set(people.ids)],
            }
        )
        self.sudo().event_id = event
        self._transition("invited")
        self._after_access_change(self.item_ids)
        return True

    def action_open(self):
        self._begin()
        self._transition("open")
        self.item_ids.sudo()._transition("voting")
        return True

    def action_close_voting(self):
        """Nobody votes from here on; counted is with the next step.

        Two steps on purpose: a vote that was on its way is in the table when this one
        has ended, and the count that follows sees it.
        """
        self._begin()
        open_items = self.item_ids.filtered(lambda item: item.state == "voting")
        open_items._check_presided()
        open_items.sudo()._close_voting()
        return True

    def action_count(self):
        self._begin()
        counted = self.item_ids.filtered(lambda item: item.state == "counting")
        for item in counted:
            item.sudo()._count_votes()
        return True

    def action_close(self):
        self._begin()
        # who presided is told by the seats of today, not by those of later
        chair, holder = self._find_chaired_by()
        self._transition("closed")
        # kept by the server for the minutes: the secretary has been checked
        self.sudo().write({"chaired_by_id": chair.id, "chaired_for_id": holder.id})
        self._log_meeting("closed")
        self._after_access_change(self.item_ids)
        return True

    def _after_access_change(self, items):
        """What is lent while the meeting lasts is reckoned anew and stands in the log."""
        self.env["mail.activity"]._forget_task_documents()
        if self.state != "invited":
            return
        until = fields.Datetime.to_string(self.date)
        rows = [
            (item, {"user": user.id, "until": until})
            for user in self.committee_id.sudo().member_ids.user_id
            for item in items - self._filter_readable(items, user)
        ]
        self.env["bank.decision"]._record("task_access", rows)

    def _filter_readable(self, items, user):
        """Return those that he reads by nothing but the meeting."""
        own = items.with_user(user).with_context(bank_own_access=True)
        return items.browse(own._filtered_access("read").ids)

    def action_make_minutes(self):
        self._begin()
        if self.state != "closed":
            raise UserError(self.env._("Close the meeting first."))
        minutes = self.minutes_ids[:1] or self.env["bank.committee.minutes"]._make(self)
        return {
            "type": "ir.actions.act_window",
            "res_model": "bank.committee.minutes",
            "res_id": minutes.id,
            "views": [(False, "form")],
        }
