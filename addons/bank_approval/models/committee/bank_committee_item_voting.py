# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from dataclasses import replace

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...tools import tally as core

LONGEST = 4000


class BankCommitteeItem(models.Model):
    """Votes, recusals and the count."""

    _inherit = "bank.committee.item"

    @api.depends("state", "vote_ids", "recusal_ids", "meeting_id.present_ids")
    @api.depends_context("uid")
    def _compute_can_vote(self):
        for item in self:
            seat = item._find_seat()
            item.can_vote = bool(seat) and not item._get_vote_blocker(seat)
            item.deputy_note = item._tell_deputy(seat)

    def _tell_deputy(self, seat):
        """Return why a substitute has no seat in this matter, or False."""
        item_sudo = self.sudo()
        if seat or item_sudo.state != "voting":
            return False
        lent = item_sudo.committee_id.member_ids.filtered(
            lambda member: self.env.user in member.substitute_ids
        )
        return bool(lent) and self.env._(
            "You vote for %(names)s only while a delegation to you is in force, within "
            "its limit, and on nothing that one of you has begun.",
            names=", ".join(lent.user_id.mapped("name")),
        )

    def _find_seat(self):
        """Return the seat for which the user votes: his own, or one lent to him.

        A deputy is named by the committee and has a delegation in force, within its
        limit, and never on what he or his principal has begun.
        """
        item_sudo = self.sudo()
        members = item_sudo.committee_id.member_ids
        own = members.filtered(lambda member: member.user_id == self.env.user)
        if own:
            return own
        lent = members.filtered(lambda member: self.env.user in member.substitute_ids)
        if not lent:
            return lent
        # the amount is in the currency of the committee's company
        company_sudo = item_sudo.committee_id.company_id
        delegations_sudo = self.env["bank.delegation"].sudo().with_company(company_sudo)
        principals = delegations_sudo._get_principals(
            self.env.user,
            "approval",
            amount=item_sudo.amount,
            initiator=item_sudo._get_initiators(),
        )
        acting = lent.filtered(lambda member: member.user_id in principals)
        voted = item_sudo.vote_ids.filtered(lambda vote: vote.user_id == self.env.user)
        return voted.member_id[:1] or (acting - item_sudo.vote_ids.member_id)[:1]

    def _get_vote_blocker(self, seat):
        """Return why the user cannot vote for this seat now, or False."""
        item_sudo = self.sudo()
        if item_sudo.state != "voting":
            return self.env._("Voting is not open on this matter.")
        if (self.env.user | seat.user_id) & item_sudo._get_initiators():
            return self.env._("Nobody decides on what he has begun himself.")
        if seat in item_sudo.recusal_ids.member_id:
            return self.env._("The member takes no part in this matter.")
        meeting = item_sudo.meeting_id
        if meeting.kind == "open" and seat not in meeting.present_ids:
            return self.env._("The member is not marked as present.")
        if seat in item_sudo.vote_ids.member_id:
            return self.env._("This seat has voted already.")
        if meeting._is_ballot_over():
            return self.env._("The term of the ballot is over.")
        return False

    def _get_seat(self):
        seat = self._find_seat()
        if not seat:
            reason = self._tell_deputy(seat)
            raise AccessError(
                reason or self.env._("You have no seat in this committee.")
            )
        return seat

    def action_vote(self, decision, comment="", conditions=()):
        """Vote for one's own seat or, as a deputy, for a colleague's.

        The same vote again, in the same words, is a double click and changes nothing.
        """
        self.ensure_one()
        self.check_access("read")
        self._check_vote(decision, comment, conditions)
        seat = self._get_seat()
        self._hold_open()
        given = self.sudo().vote_ids.filtered(lambda vote: vote.member_id == seat)
        if given.user_id == self.env.user and given._says(
            decision, comment, conditions
        ):
            return True
        if reason := self._get_vote_blocker(seat):
            raise UserError(reason)
        self._insert_vote(seat, decision, comment, conditions)
        self._end_early()
        return True

    def _check_vote(self, decision, comment, conditions):
        if decision not in core.DECISIONS:
            raise UserError(self.env._("Vote for, against or abstain."))
        texts = [comment or "", *conditions]
        if any(not isinstance(text, str) or len(text) > LONGEST for text in texts):
            raise UserError(self.env._("Write it shorter, in words."))
        if conditions and decision != "for":
            raise UserError(self.env._("Conditions go with a vote for."))

    def _hold_open(self):
        """Votes hold the matter together; who closes it waits until they are in."""
        self.env.cr.execute(
            "SELECT 1 FROM bank_committee_item WHERE id = %s FOR SHARE", (self.id,)
        )

    def _insert_vote(self, seat, decision, comment, conditions):
        votes = self.env["bank.committee.vote"].sudo()
        row = votes._prepare_row(self, seat, decision, comment, conditions)
        query = votes._get_insert_query(votes._table, [row])
        # a second click under way waits here, is refused as a conflict and tried again
        self.env.execute_query(SQL("%s ON CONFLICT DO NOTHING RETURNING id", query))
        self.sudo().invalidate_recordset(["vote_ids"])
        payload = {
            "member": seat.id,
            "decision": decision,
            "content_hash": votes._hash_row(row),
        }
        on_behalf = seat.user_id if seat.user_id != self.env.user else None
        self.env["bank.decision"]._record(
            "committee_vote", [(self, payload)], on_behalf
        )

    def action_recuse(self, reason):
        """Take no part: changes who may vote and the quorum."""
        self.ensure_one()
        self.check_access("read")
        seat = self._get_seat()
        if not isinstance(reason, str) or not reason.strip():
            raise UserError(self.env._("Enter the reason first."))
        # whoever counts waits until it is in, and it comes too late after the count
        self._hold_open()
        if self.state not in ("agenda", "voting") or seat.user_id != self.env.user:
            raise UserError(self.env._("Only the member himself, before the count."))
        if seat not in self.sudo().recusal_ids.member_id:
            # the seat is his own: nobody has a right to write recusals by hand
            self.env["bank.committee.recusal"].sudo().create(
                {"item_id": self.id, "member_id": seat.id, "reason": reason[:LONGEST]}
            )
            self.env["mail.activity"]._forget_task_documents()
            self._log_item("recused")
            self._end_early()
        return True

    def action_open_ballot(self):
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Vote"),
            "res_model": "bank.committee.ballot",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_item_id": self.id},
        }

    # The count

    def _count_votes(self):
        """Count once, after voting was closed; what is counted is kept."""
        self.ensure_one()
        found = self._tally(is_over=True)
        self._transition(found.outcome, **self._prepare_count_values(found))
        self._log_item(found.outcome)
        if found.outcome == core.NO_QUORUM:
            # nothing is decided: it waits for the next meeting
            self._queue_again()
        elif self.task_id:
            self.task_id._close_by_committee(self)

    def _is_certain(self):
        """Return whether the votes that are missing change nothing any more."""
        rule = replace(self.committee_id._get_rule(), is_early=True)
        return self._tally(rule=rule).outcome != core.PENDING

    def _tally(self, is_over=False, rule=None):
        committee = self.committee_id
        votes = [
            core.Vote(vote.member_id.id, vote.decision, vote._get_conditions())
            for vote in self.vote_ids
        ]
        return core.tally(
            rule or committee._get_rule(),
            committee._get_members(self._find_presiding()),
            votes,
            self._get_barred().ids,
            self._get_present(),
            is_over,
        )

    def _get_barred(self):
        """Return the seats that take no part: recused, or theirs is the matter."""
        initiators = self._get_initiators()
        begun = self.committee_id.member_ids.filtered(
            lambda member: member.user_id in initiators
        )
        return self.recusal_ids.member_id | begun

    def _get_present(self):
        """Return the ids of seats that are in the room; None: a ballot in writing."""
        meeting = self.meeting_id
        if meeting.kind != "open":
            return None
        if self.state != "voting" and isinstance(self.attendance, list):
            return set(self.attendance)
        return set(meeting.present_ids.ids)

    def _close_voting(self):
        """Nobody votes from here on, and nobody comes in or has not been there."""
        for item in self:
            present = item._get_present()
            kept = sorted(present) if present is not None else False
            item._transition("counting", attendance=kept)

    def _end_early(self):
        """Where the committee says so, end voting when the rest changes nothing.

        Two who vote at the same moment may not see each other: it then ends with the
        next vote, or by the secretary.
        """
        item_sudo = self.sudo()
        if item_sudo.state != "voting" or not item_sudo.committee_id.is_early:
            return
        if item_sudo._tally().outcome not in (core.PENDING, core.NO_QUORUM):
            item_sudo._close_voting()
            item_sudo._log_item("ended_early")

    def _prepare_count_values(self, found):
        return {
            "outcome_reasons": " ".join(found.reasons),
            "entitled": found.entitled,
            "taking_part": found.taking_part,
            "presided_id": self._find_presiding().id,
            "quorum": found.quorum,
            "weight_for": float(found.weight_for),
            "weight_against": float(found.weight_against),
            "weight_abstain": float(found.weight_abstain),
            "conditions": "\n".join(found.conditions),
        }
