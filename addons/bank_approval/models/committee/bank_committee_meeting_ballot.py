# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging
from functools import partial

from odoo import api, fields, models
from odoo.exceptions import UserError

from .bank_committee_item import OUTCOMES

REGIME = "committee_ballot"
_logger = logging.getLogger(__name__)


class BankCommitteeMeeting(models.Model):
    """A ballot in writing has a term and ends by it; nobody has to close it.

    The term runs from the opening. When it is over nobody votes any more; voting is
    closed by the clock, and counted in a transaction of its own: a vote that was on its
    way is in the table by then.
    """

    _name = "bank.committee.meeting"
    _inherit = ["bank.clocked.mixin", "bank.committee.meeting"]

    is_ballot_running = fields.Boolean(compute="_compute_is_ballot_running")

    @api.depends("kind", "item_ids.state", "item_ids.vote_ids")
    def _compute_is_ballot_running(self):
        for meeting in self:
            meeting.is_ballot_running = bool(meeting._get_ballot_blocker())

    def action_open(self):
        result = super().action_open()
        self.filtered(lambda meeting: meeting.kind == "written")._start_clock(REGIME)
        return result

    def action_close_voting(self):
        """Before its term a ballot is closed only where the rest changes nothing."""
        for meeting in self:
            if reason := meeting._get_ballot_blocker():
                raise UserError(reason)
        return super().action_close_voting()

    def action_close(self):
        result = super().action_close()
        self._stop_clock(REGIME)
        return result

    def _get_ballot_blocker(self):
        """Return why voting cannot be closed by hand yet, or False."""
        until = self.kind == "written" and self.clock_date_due
        if not until or self._is_ballot_over():
            return False
        voting_sudo = self.sudo().item_ids.filtered(lambda row: row.state == "voting")
        if all(item_sudo._is_certain() for item_sudo in voting_sudo):
            return False
        local = fields.Datetime.context_timestamp(self, until)
        return self.env._(
            "The ballot runs until %(until)s, and votes that are missing may still "
            "change the outcome. It ends by itself.",
            until=local.strftime("%d.%m.%Y %H:%M"),
        )

    def _is_ballot_over(self):
        until = self.kind == "written" and self.clock_date_due
        return bool(until) and until <= fields.Datetime.now()

    # The clock

    def _on_clock_event(self, event):
        result = super()._on_clock_event(event)
        if self.state != "open":
            return result
        if event.kind == "late":
            self._end_ballot()
        else:
            self._remind_silent()
        return result

    def _end_ballot(self):
        """The term is over: close voting; the count follows when this is kept."""
        voting = self.item_ids.filtered(lambda item: item.state == "voting")
        voting._transition("counting")
        voting._log_item("ended_by_term")
        self.env.ref("bank_approval.ir_cron_committee_ballot")._trigger()

    def _remind_silent(self):
        """Whoever has not voted on everything is told until when he can."""
        for seat in self.committee_id.member_ids:
            count = len(self.item_ids.filtered(partial(_is_asked, seat)))
            if count:
                self._tell(seat.user_id, _tell_waiting, {"count": count})

    @api.model
    def _cron_count_ballots(self):
        """Count the ballots whose term is over; one that fails stops no other."""
        ended = self.search(
            [
                ("state", "=", "open"),
                ("kind", "=", "written"),
                ("clock_state", "=", "late"),
            ]
        ).filtered(lambda meeting: not meeting.has_voting)
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=len(ended))
        for meeting in ended:
            try:
                with self.env.cr.savepoint():
                    meeting._finish_ballot()
                    self.env.flush_all()
            except Exception:
                self.env.invalidate_all()
                _logger.exception("Ballot %s cannot be counted", meeting.id)
            if not progress(1):
                break

    def _finish_ballot(self):
        """Count, close, and tell the secretary what became of it."""
        self.lock_for_update()
        self.action_count()
        self.action_close()
        counted = self.item_ids.filtered(lambda item: item.state in OUTCOMES)
        missed = counted.filtered(lambda item: item.state == "no_quorum")
        figures = {"decided": len(counted - missed), "missed": len(missed)}
        for user in self.committee_id._get_secretaries():
            self._tell(user, _tell_ended, figures)

    def _tell(self, user, words, figures):
        """Write to one person in his language; the letter names no client."""
        own = self.with_context(lang=user.lang or self.env.lang)
        subject, body = words(own.env, figures)
        self.env["mail.thread"].message_notify(
            model=self._name,
            res_id=self.id,
            partner_ids=user.partner_id.ids,
            subject=f"{subject}: {own.display_name}",
            body=body,
        )


def _is_asked(seat, item):
    silent = seat not in item.vote_ids.member_id | item._get_barred()
    return item.state == "voting" and silent


def _tell_waiting(env, figures):
    return env._("A ballot in writing waits for your vote"), env._(
        "Matters without your vote: %(count)s.", **figures
    )


def _tell_ended(env, figures):
    return env._("A ballot in writing has ended by its term"), env._(
        "Decided: %(decided)s. Without a quorum: %(missed)s; they wait for the next "
        "meeting.",
        **figures,
    )
