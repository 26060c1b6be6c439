# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from .bank_document_await import CONDITION, NOON, Wait

# years; told in a sentence of `_check_due`
FARTHEST = 10
# letters that would still go out, with the day of before
UNSENT = ("pending", "blocked")


class BankDocument(models.Model):
    """A paper is asked for by hand, and its day is moved by a second person."""

    _inherit = "bank.document"

    can_move_due = fields.Boolean(compute="_compute_can_move_due")

    @api.depends("state", "date_due", "date_met", "awaited_user_id")
    @api.depends_context("uid")
    def _compute_can_move_due(self):
        reasons = self._get_move_blocker()
        for paper in self:
            paper.can_move_due = paper.id not in reasons

    def _get_move_blocker(self):
        """``{id: reason}``: moved by who judges the paper, never by who asks for it."""
        reasons = self._get_judge_blocker()
        for paper in self:
            paper_sudo = paper.sudo()  # who asks for it is no secret
            if not paper_sudo._is_waited_for():
                reasons[paper.id] = self.env._("This paper is not awaited (any more).")
            elif paper_sudo.condition_id:
                reasons[paper.id] = self.env._(
                    "The day stands in the decision: another day is another decision."
                )
            elif self.env.user in paper_sudo._get_askers():
                reasons[paper.id] = self.env._(
                    "You ask for this paper yourself: a second person moves its day."
                )
        return reasons

    def _get_askers(self):
        """Return who asks for this paper: the person named, and who did it by hand.

        Who made the place of a rule did so by accepting the paper before it.
        """
        self.ensure_one()
        is_by_hand = not (self.slot_id or self.condition_id)
        asked = self.create_uid if is_by_hand else self.env["res.users"]
        return self.awaited_user_id | asked

    def _check_write(self, vals):
        """An awaited paper stays what it is: by it is told who has asked for it."""
        super()._check_write(vals)
        if vals.keys() & {"slot_id", "type_id"} and self.sudo().filtered("date_due"):
            raise UserError(
                self.env._(
                    "A paper that is awaited keeps its type and its place in the dossier."
                )
            )

    def _move_due(self, date_due, reason):
        """Move the day to a later or an earlier one; reminders follow, it is logged."""
        self.ensure_one()
        self.check_access("read")
        if reasons := self._get_move_blocker():
            raise UserError(reasons[self.id])
        reason = self._check_due(date_due, reason)
        # by whom has been asked; nobody has a right to write these
        paper_sudo = self.sudo()
        before, period = paper_sudo.date_due, paper_sudo.date_period
        if before == date_due:
            raise UserError(self.env._("It is awaited by that day already."))
        if period and date_due < period:
            raise UserError(
                self.env._("It tells of a period that is not over by that day.")
            )
        paper_sudo._write_step({"date_due": date_due})
        paper_sudo._move_clock()
        paper_sudo._set_reminders_aside()
        self._log_move(before, reason)

    @api.model
    def _check_due(self, date_due, reason):
        """Return the reason without blanks; an impossible day is told.

        Terms are reckoned day by day, all of them each night: so far, and no further.
        """
        if not (isinstance(reason, str) and reason.strip()):
            raise UserError(self.env._("Say why, in a sentence."))
        today = fields.Date.context_today(self)
        if not date_due or date_due <= today:
            raise UserError(self.env._("The day lies in the future."))
        if date_due > fields.Date.add(today, years=FARTHEST):
            raise UserError(
                self.env._(
                    "The day lies more than ten years ahead. Choose a nearer one."
                )
            )
        return reason.strip()

    @api.model
    def _await_by_hand(self, agreement, kind, name, date_due):
        """Keep a place for this paper; its term begins with the next night."""
        what = {
            "name": (name or "").strip() or kind.name,
            "res_model": agreement._name,
            "res_id": agreement.id,
            "type_id": kind.id,
        }
        there = self.search([(key, "=", value) for key, value in what.items()])
        if any(paper._is_waited_for() for paper in there):
            raise UserError(self.env._("This paper is awaited already."))
        today = fields.Date.context_today(self)
        nowhere = self.env["bank.document.slot"]
        nothing = self.env["bank.approval.condition"]
        paper = self.create(what)
        values = self._prepare_wait_values(Wait(agreement, nowhere, nothing, today))
        paper._write_step({**values, "date_due": date_due})
        return paper

    def _start_own_terms(self):
        """Start terms that end on the day that was entered."""
        moments = {
            paper.id: datetime.combine(paper.date_period, NOON) for paper in self
        }
        self._set_own_terms(self._start_clock(CONDITION, moments))

    def _move_clock(self):
        """The running term ends on the new day; one that has ended begins anew."""
        clocks = self.env["bank.clock"]._find_open(self)
        if not clocks:
            today = fields.Date.context_today(self)
            moment = datetime.combine(today, NOON)
            clocks = self._start_clock(CONDITION, dict.fromkeys(self.ids, moment))
        clocks.filtered(lambda clock: clock.state == "late").state = "running"
        self._set_own_terms(clocks)
        now = fields.Datetime.now()
        for clock in clocks.filtered(lambda clock: clock.state == "running"):
            # of the new day it is warned anew; the end itself lies ahead
            marks = [datetime.fromisoformat(mark) for mark in clock.marks]
            passed = min(sum(mark <= now for mark in marks), len(marks) - 1)
            clock.write({"marks_passed": passed, "date_next": marks[passed]})

    def _set_reminders_aside(self):
        """What reminded of the day before ends; of the new one it is reminded anew."""
        outcome = self.env._("The day was moved")
        duties = self.env["bank.obligation"].search(
            [
                ("kind_id.event", "=", "paper_due"),
                ("source_key", "in", [str(paper.id) for paper in self]),
            ]
        )
        for duty in duties:
            # its key names the paper: left to it, no other would ever be found; its
            # own number, since a day may be moved there and back
            duty.source_key = f"{duty.source_key}/{duty.date_due}/{duty.id}"
        unsent = duties.filtered(lambda duty: duty.notice_state in UNSENT)
        unsent.notice_state = "none"
        # what is missed already has no other end than that it is settled
        for state, target in (("open", "cancelled"), ("missed", "done")):
            if standing := duties.filtered(lambda duty, at=state: duty.state == at):
                standing._close(target, outcome)
        for task in self.env["mail.activity"].search([("paper_id", "in", self.ids)]):
            task._action_done(feedback=outcome)

    def _log_move(self, before, reason):
        paper_sudo = self.sudo()
        decisions = self.env["bank.decision"]
        payload = {
            "act": "move",
            "was": str(before),
            "now": str(paper_sudo.date_due),
            "reason": decisions._hash_text(reason),
        }
        decisions._record("term", [(self, payload)])
        body = paper_sudo._tell_moved(before, reason)
        paper_sudo._get_owners().message_post(body=body)

    def _tell_moved(self, before, reason):
        """Say it in the history: who reads that may not read all papers."""
        days = {
            "now": format_date(self.env, self.date_due),
            "was": format_date(self.env, before),
        }
        if self.type_id.read_group_ids:
            return self.env._(
                "A paper is awaited by %(now)s instead of %(was)s.", **days
            )
        return self.env._(
            "“%(name)s” is awaited by %(now)s instead of %(was)s: %(reason)s",
            name=self.name,
            reason=reason,
            **days,
        )
