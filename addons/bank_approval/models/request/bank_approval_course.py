# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...tools import route as core

_logger = logging.getLogger(__name__)


class BankApproval(models.Model):
    """How a request goes on: step by step to its end, back, or out of it.

    Everything here runs with the rights of the server: the public methods have
    checked who acts and have locked the request.
    """

    _inherit = "bank.approval"

    def _lock(self):
        """Let whoever acts on these requests wait for who acts already.

        The row is changed, so that the one who has waited starts again on what the
        first has left behind (the server repeats a call that lost).
        """
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                "UPDATE bank_approval SET act_count = COALESCE(act_count, 0) + 1 "
                "WHERE id = ANY(%s) RETURNING id",
                list(self.sudo().ids),
            )
        )
        self.env.invalidate_all()

    def _refuse(self, reasons):
        raise UserError("\n".join(dict.fromkeys(reasons.values())))

    def _get_round(self):
        return self.round_ids.sorted("number")[-1:]

    def _get_company_amount(self, company=None):
        """Return the amount in the currency of the request's company, or of another.

        One without a currency is in that of the company, as with limits of authority.
        """
        self.ensure_one()
        home = self.company_id
        source, target = self.currency_id or home.currency_id, company or home
        return source._convert(self.amount, target.currency_id, home, home._get_today())

    def _prepare_deputy_values(self):
        """Return by what it is told whether a deputy's limit covers this request."""
        return {
            "amount": self._get_company_amount(),
            "initiator": self.initiator_ids,
        }

    def _get_current_turns(self):
        """Return ``{step id: its last turn}``."""
        turns = self.turn_ids.sorted(lambda turn: (turn.round_id.number, turn.id))
        return {turn.step_id.id: turn for turn in turns}

    def _get_steps(self):
        return [step._get_plain() for step in self.route_id.step_ids]

    def _find_changes(self):
        """Return the parts of the document that are not what the round is about."""
        self.ensure_one()
        document_sudo = self.sudo()._get_document()
        now = document_sudo._prepare_approval_snapshots()[document_sudo.id]["parts"]
        was = self.sudo()._get_round().part_hashes or {}
        return {
            name for name in now.keys() | was.keys() if now.get(name) != was.get(name)
        }

    # Going on

    def _after_decision(self, task):
        """Settle the step of a task that has just been decided, and go on."""
        turn = task.turn_id
        if task.state == "returned":
            turn._close("returned")
            self._halt("returned", task.comment)
        elif turn._settle():
            self._advance()
        else:
            self._touch()

    def _touch(self):
        for approval in self:
            dues = approval.turn_ids.filtered(lambda turn: turn.state == "pending")
            approval.write(
                {
                    "date_moved": fields.Datetime.now(),
                    "date_due": max(
                        filter(None, dues.mapped("date_due")), default=False
                    ),
                }
            )

    def _advance(self):
        """Open what is next, or end: all requests together, wave by wave."""
        left = self
        while left:
            opening = self.env["bank.approval.turn"].sudo()
            opening = opening.union(*(row._take_standing() for row in left))
            opening._open()
            settled = opening.filtered(lambda turn: turn._settle())
            left = settled.approval_id
        self._touch()

    def _take_standing(self):
        """End the request where that is certain; return the turns to open now."""
        turns = self._get_current_turns()
        results = {
            key: turn.state
            for key, turn in turns.items()
            if turn.state in core.PASSED_RESULTS + core.REFUSED_RESULTS
        }
        standing = core.stand(self._get_steps(), results)
        if standing.outcome == "pending":
            opened = [turns[key].id for key in standing.open]
            return self.turn_ids.browse(opened).filtered(
                lambda turn: turn.state == "waiting"
            )
        if standing.outcome == "returned":
            return self._go_back(standing.returned_to)
        if standing.outcome == "approved":
            self._approve()
        else:
            self._end("rejected")
        return self.turn_ids.browse()

    def _approve(self):
        taken = (
            self.env["bank.approval.condition"]
            .sudo()
            .search([("approval_id", "=", self.id)])
            ._take_over()
        )
        taken |= self._carry_over(taken)
        days = self.route_id.validity_days
        today = self.company_id._get_today()
        until = today + timedelta(days=days) if days else False
        state = "approved_conditions" if taken else "approved"
        self._end(state, date_lapse=until)

    def _carry_over(self, taken):
        """Hook: return the conditions that go on from an earlier decision."""
        return taken.browse()

    def _end(self, state, **values):
        """Decided: whoever has not been asked is asked no more."""
        self._cancel_rest()
        self._transition(state, date_decided=fields.Datetime.now(), **values)
        self._log(state)
        self._get_document()._on_approval_done()

    def _cancel_rest(self):
        rest = self.turn_ids.filtered(lambda turn: turn.state in ("waiting", "pending"))
        rest._close("cancelled")

    def _halt(self, state, reason):
        self._cancel_rest()
        self._transition(state, reason=reason, date_moved=fields.Datetime.now())
        self.date_due = False
        self._log(state, reason_hash=self.env["bank.decision"]._hash_text(reason))

    # Rounds

    def _go_back(self, target):
        """Begin a round anew from an earlier step; return the turns to open."""
        steps = self._get_steps()
        self._cancel_rest()
        self._log("sent_back", step=target)
        self._open_round(core.find_returns(steps, target))
        return self._take_standing()

    def _open_round(self, reopened=()):
        """Begin a round in which only that is asked anew which has to be."""
        self.write(self._get_document()._prepare_approval_values())
        turns = self._get_current_turns()
        unfinished = {
            key
            for key, turn in turns.items()
            if turn.state not in core.PASSED_RESULTS or turn.state == "skipped"
        }
        current = self._make_rounds()
        again = core.find_restarts(
            self._get_steps(),
            set(current.changed_parts or ()),
            {*reopened, *unfinished},
        )
        current._make_turns({current.id: self._plan_again(again, turns)})
        self.invalidate_recordset(["turn_ids", "round_ids"])

    def _plan_again(self, keys, turns):
        """Plan the steps anew with the people who were fixed at the start."""
        document = self._get_document()
        rows = self._plan(document, {document.id: self.route_id})[document.id]
        planned = [
            (step, needed, self._find_again(step, turns, users))
            for step, needed, users in rows
            if step.id in keys
        ]
        for step, needed, people in planned:
            if needed and not self._is_step_manned(step, people):
                raise UserError(self._tell_unmanned(step))
        return planned

    def _find_again(self, step, turns, users):
        """Return who was fixed; where one of them has gone, who would be asked now too.

        Gone is who works here no more, or leads by now what he was to decide on.
        """
        fixed = step._find_fixed_people(turns[step.id])
        left = fixed.filtered("active") - self.initiator_ids
        return left if left and left == fixed else left | users - self.initiator_ids

    # What people do with a request

    def action_withdraw(self, reason=""):
        """Take the request back."""
        self._act("_get_owner_blocker")
        self.sudo()._halt("withdrawn", reason if isinstance(reason, str) else "")

    def action_resubmit(self):
        """Send a returned document again: only what depends on changes is asked anew."""
        self._act("_get_owner_blocker")
        approval_sudo = self.sudo()
        approval_sudo._transition("pending", reason=False)
        approval_sudo._open_round()
        approval_sudo._log("sent_again")
        approval_sudo._advance()

    def action_nudge(self):
        """Remind those who are asked, once a day."""
        self._act("_get_nudge_blocker")
        tasks_sudo = self.sudo().open_task_ids._filter_unnudged()
        tasks_sudo.date_nudged = fields.Datetime.now()
        deputies = tasks_sudo._find_stand_ins()
        lent = tasks_sudo.filtered(lambda task: task in deputies)
        for approval_sudo in self.sudo():
            own = tasks_sudo & approval_sudo.open_task_ids
            told = own.user_id.union(*(deputies[task] for task in own & lent))
            approval_sudo._nudge(told)
        self.sudo()._log("nudged", tasks=tasks_sudo.ids)

    def _nudge(self, users):
        """Write to each in his language, in one letter to those of one."""
        by_lang = users.grouped(lambda user: user.lang or self.env.lang)
        for lang, own_users in by_lang.items():
            own = self.with_context(lang=lang)
            own.message_notify(
                partner_ids=own_users.partner_id.ids,
                subject=own.env._("Waits for your decision: %(name)s", name=own.name),
                body=own._get_nudge_text(),
            )

    def _get_nudge_text(self):
        """Hook: what a reminder of one request says."""
        return self.env._(
            "%(sender)s reminds you of the request %(name)s. It is in your list "
            "of decisions.",
            sender=self.env.user.name,
            name=self.name,
        )

    def _act(self, blocker):
        """Check who acts on one request and lock it."""
        self.ensure_one()
        self.check_access("read")
        self._lock()
        if reasons := getattr(self, blocker)():
            raise AccessError("\n".join(reasons.values()))

    # Time

    @api.model
    def _cron_lapse(self, today=None):
        """Let decisions lapse that nobody has carried out in their term."""
        today = fields.Date.to_date(today)
        # one day on, east of Greenwich: each is asked by the day of its company
        latest = today or fields.Date.today() + timedelta(days=1)
        approved = self.search(
            [
                ("state", "in", ("approved", "approved_conditions")),
                ("date_lapse", "<", latest),
            ]
        )
        over = approved.filtered(lambda row: row._is_term_over(today))._filter_unused()
        if not over._try_to_lapse():
            # one whose document refuses stops no other
            for approval in over:
                approval._try_to_lapse()

    def _is_term_over(self, today=None):
        """Return whether the day is past until which it holds, if there is one."""
        today = today or self.company_id._get_today()
        return bool(self.date_lapse and self.date_lapse < today)

    def _try_to_lapse(self):
        try:
            with self.env.cr.savepoint():
                self._lapse("term")
                self.env.flush_all()
        except Exception:
            self.env.invalidate_all()
            if len(self) == 1:
                _logger.exception("Request %s cannot lapse", self.id)
            return False
        return True

    def _filter_unused(self):
        """Return the decisions that nobody has carried out yet."""
        used = self.browse()
        for name, approvals in self.grouped("res_model").items():
            documents = self.env[name].browse(approvals.mapped("res_id")).exists()
            ids = set(documents._get_approval_used().ids)
            used |= approvals.filtered(lambda row, ids=ids: row.res_id in ids)
        return self - used

    def _lapse(self, why):
        if not self:
            return
        self._transition("lapsed")
        self._log("lapsed", why=why)
        for name, approvals in self.grouped("res_model").items():
            documents = self.env[name].sudo().browse(approvals.mapped("res_id"))
            documents.exists()._on_approval_done()
