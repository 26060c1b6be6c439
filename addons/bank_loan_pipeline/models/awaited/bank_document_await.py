# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, time
from typing import NamedTuple

import pytz

from odoo import api, fields, models
from odoo.tools import format_date

from ...tools.periods import get_next_period

CONDITION = "paper_condition"
# the term begins on the day after: any moment of the day will do
NOON = time(12)


class Wait(NamedTuple):
    """What is awaited for an agreement: by a place or a condition, for a period."""

    agreement: object
    slot: object
    condition: object
    period: object


class BankDocument(models.Model):
    """How papers come to be awaited, and how that ends."""

    _inherit = "bank.document"

    @api.model
    def _await(self, waits):
        """Keep a place for these papers that are not awaited yet; return the new ones.

        With the rights of the system: rules and decisions say what is awaited.
        """
        fresh = self.sudo()._filter_new_waits(waits)
        # looked up once: a look at it asks the database each time
        kind = self.env.ref("bank_loan_pipeline.bank_document_type_condition")
        papers_sudo = self.sudo().create(
            [self._prepare_awaited_values(wait, kind) for wait in fresh]
        )
        for paper, wait in zip(papers_sudo, fresh, strict=True):
            paper._write_step(paper._prepare_wait_values(wait))
        if papers_sudo:
            papers_sudo._start_waiting()
        return papers_sudo

    @api.model
    def _filter_new_waits(self, waits):
        agreements = {wait.agreement.id for wait in waits}
        there = self.search_fetch(
            [
                ("res_model", "=", "bank.agreement"),
                ("res_id", "in", list(agreements)),
                ("date_period", "!=", False),
            ],
            ["res_id", "slot_id", "condition_id", "date_period"],
        )
        known = {
            _get_key(row.res_id, row.slot_id, row.condition_id, row.date_period)
            for row in there
        }
        return [
            wait
            for wait in waits
            if _get_key(wait.agreement.id, wait.slot, wait.condition, wait.period)
            not in known
        ]

    @api.model
    def _prepare_awaited_values(self, wait, kind):
        user = wait.slot.wait_user_id or wait.agreement.partner_id.manager_id
        env = self.with_context(lang=user.lang or self.env.lang).env
        slot = wait.slot.with_env(env)
        name = wait.condition.name or slot.name or slot.type_id.name
        if wait.slot.wait_every and wait.slot.wait_every != "once":
            name = f"{name}, {format_date(env, wait.period)}"
        return {
            "name": name,
            "res_model": wait.agreement._name,
            "res_id": wait.agreement.id,
            "slot_id": wait.slot.id,
            "type_id": (wait.slot.type_id or kind).id,
        }

    def _prepare_wait_values(self, wait):
        client = wait.agreement.partner_id
        return {
            "date_period": wait.period,
            # until the clock has reckoned it
            "date_due": wait.condition.date_due or wait.period,
            "awaited_from_id": client.id,
            "awaited_user_id": (wait.slot.wait_user_id or client.manager_id).id,
            "awaited_branch_id": client.branch_id.id,
            "condition_id": wait.condition.id,
        }

    def _start_waiting(self):
        """Start the terms; the date is theirs, with days off as the regime says."""
        moments = {
            paper.id: datetime.combine(paper.date_period, NOON) for paper in self
        }
        for regime, papers in self.grouped(
            lambda paper: paper.slot_id.wait_regime_id
        ).items():
            if regime:
                papers._start_clock(regime.code or CONDITION, moments)
            else:
                papers._start_own_terms()
        self._take_clock_dates()

    def _set_own_terms(self, clocks):
        """A condition or a person names the day: so long the term is."""
        by_id = {paper.id: paper for paper in self}
        for clock in clocks:
            zone = pytz.timezone(clock.calendar_id.tz or "UTC")
            start = pytz.utc.localize(clock.date_started).astimezone(zone).date()
            days = (by_id[clock.res_id].date_due - start).days
            clock.write(
                {"unit": "calendar_days", "amount": max(days, 0), "is_rolled": False}
            )
        clocks._reckon()

    def _take_clock_dates(self):
        """Write the day on which each term ends."""
        for clock in self.env["bank.clock"].sudo()._find_open(self):
            zone = pytz.timezone(clock.calendar_id.tz or "UTC")
            due = pytz.utc.localize(clock.date_due).astimezone(zone).date()
            paper = self.browse(clock.res_id)
            if paper.date_due != due:
                paper._write_step({"date_due": due})

    @api.model
    def _get_first_wait(self, agreement, slot, condition):
        """Return what a place awaits first, or None where the agreement ends before."""
        start = agreement.date_start
        if slot.wait_every == "once":
            return Wait(agreement, slot, condition, start)
        period = get_next_period(start, start, slot.wait_every)
        if agreement.date_end and period > agreement.date_end:
            return None
        return Wait(agreement, slot, condition, period)

    # ------------------------------------------------------------ the end
    def _meet(self):
        """These papers are accepted: reminders end, the next ones are awaited."""
        fresh = self.filtered(lambda paper: not paper.date_met)
        fresh._write_step({"date_met": fields.Date.context_today(self)})
        fresh._stop_waiting(self.env._("Brought and accepted"))
        fresh._await_next()

    def _stop_waiting(self, outcome):
        """Stop terms and end tasks of papers that are not awaited any more."""
        if not self:
            return
        self._stop_clock()
        self.env.flush_all()
        duties = self.env["bank.obligation"].search(
            [
                ("kind_id.event", "=", "paper_due"),
                ("source_key", "in", [str(paper.id) for paper in self]),
                ("state", "in", ("open", "missed")),
            ]
        )
        if duties:
            duties._close("done", outcome)
        for task in self.env["mail.activity"].search([("paper_id", "in", self.ids)]):
            task._action_done(feedback=outcome)

    def _await_next(self):
        """Await the papers of the next periods, of agreements that go on."""
        rows = self.filtered(
            lambda row: row.slot_id.wait_regime_id and row.slot_id.active
        )
        waits, done = [], self.browse()
        agreements = self.env["bank.agreement"].browse(rows.mapped("res_id"))
        by_id = {agreement.id: agreement for agreement in agreements}
        for paper in rows:
            agreement = by_id[paper.res_id]
            if agreement.state not in ("active", "defaulted"):
                continue
            wait = paper._get_next_wait(agreement)
            if wait:
                waits.append(wait)
                done |= paper
        self._await(waits)
        done._write_step({"is_followed": True})

    def _get_next_wait(self, agreement):
        """Return what is awaited after this paper, or None where it was the last."""
        start = agreement.date_start or self.date_period
        period = get_next_period(start, self.date_period, self.slot_id.wait_every)
        if not period or (agreement.date_end and period > agreement.date_end):
            return None
        return Wait(
            agreement, self.slot_id, self.env["bank.approval.condition"], period
        )


def _get_key(agreement_id, slot, condition, period):
    """Return what tells one awaited paper from another.

    What is brought once is awaited once, whenever it was asked for.
    """
    if condition or slot.wait_every == "once":
        period = None
    return agreement_id, slot.id, condition.id, period
