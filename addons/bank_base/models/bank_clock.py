# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from collections import defaultdict
from datetime import datetime
from typing import NamedTuple

import numpy as np

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.clock import Term
from ..tools.clock_columns import WorkTime, to_moments, to_seconds


class ClockEvent(NamedTuple):
    """What happened to a clock: ``kind`` is warning or late."""

    kind: str
    clock: object
    fraction: float


class BankClock(models.Model):
    """A term that runs, ran or is paused on one document.

    Rows are written by the mechanisms only and read through the document
    (``bank.clocked.mixin``): whoever may read a document may know its terms.
    """

    _name = "bank.clock"
    _description = "Running Term"
    _inherit = ["bank.document.label.mixin"]
    _order = "date_due, id"

    regime_id = fields.Many2one(
        comodel_name="bank.clock.regime",
        string="Term",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, index=True
    )
    calendar_id = fields.Many2one(
        comodel_name="resource.calendar",
        string="Working Hours",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    res_model = fields.Char(string="Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", string="Document", required=True, readonly=True
    )
    # frozen at the start: a regime that changes does not move running terms
    kind = fields.Selection(
        selection=lambda self: self._selection_of_regime("kind"),
        required=True,
        readonly=True,
    )
    unit = fields.Selection(
        selection=lambda self: self._selection_of_regime("unit"),
        required=True,
        readonly=True,
    )
    amount = fields.Integer(string="Length", required=True, readonly=True)
    is_rolled = fields.Boolean(readonly=True)
    is_prolonged = fields.Boolean(readonly=True)
    fractions = fields.Json(readonly=True)
    date_started = fields.Datetime(string="Started", required=True, readonly=True)
    date_due = fields.Datetime(string="Due", readonly=True)
    date_paused = fields.Datetime(string="Paused Since", readonly=True)
    date_stopped = fields.Datetime(string="Stopped", readonly=True)
    date_next = fields.Datetime(string="Next Reminder", readonly=True)
    marks = fields.Json(readonly=True, help="Moments of the reminders, the end last.")
    marks_passed = fields.Integer(readonly=True)
    pauses = fields.Json(readonly=True)
    state = fields.Selection(
        selection=[
            ("running", "Running"),
            ("paused", "Paused"),
            ("met", "Kept"),
            ("late", "Late"),
        ],
        required=True,
        readonly=True,
        default="running",
    )

    _open_uniq = models.UniqueIndex(
        "(res_model, res_id, regime_id) WHERE date_stopped IS NULL",
        "This term already runs on the document.",
    )
    _document_idx = models.Index("(res_model, res_id)")
    _next_idx = models.Index("(date_next) WHERE date_next IS NOT NULL")

    @api.model
    def _selection_of_regime(self, name):
        return self.env["bank.clock.regime"]._fields[name].selection

    # ------------------------------------------------------------
    # What documents call: sets of documents, a fixed number of queries
    # ------------------------------------------------------------

    @api.model
    def _find_open(self, documents, regime=None):
        domain = Domain("res_model", "=", documents._name)
        domain &= Domain("res_id", "in", documents.ids)
        domain &= Domain("date_stopped", "=", False)
        if regime:
            domain &= Domain("regime_id", "=", regime.id)
        return self.search(domain)

    @api.model
    def _start(self, documents, regime, moments=None):
        """Start a term on documents that do not have it running; return the clocks.

        :param moments: ``{document id: naive UTC}`` where it is not now
        """
        running = set(self._find_open(documents, regime).mapped("res_id"))
        now = fields.Datetime.now()
        clocks = self.create(
            [
                self._prepare_values(
                    document, regime, (moments or {}).get(document.id, now)
                )
                for document in documents
                if document.id not in running
            ]
        )
        clocks._reckon()
        return clocks

    @api.model
    def _prepare_values(self, document, regime, moment):
        company = self.env.company
        if "company_id" in document._fields:
            company = document.company_id or company
        return {
            "regime_id": regime.id,
            "company_id": company.id,
            "calendar_id": regime._get_calendar(company).id,
            "res_model": document._name,
            "res_id": document.id,
            "kind": regime.kind,
            "unit": regime.unit,
            "amount": regime.amount,
            "is_rolled": regime.is_rolled,
            "fractions": regime._get_fractions(),
            "date_started": moment.replace(microsecond=0),
        }

    @api.model
    def _pause(self, documents, regime=None):
        """Pause the service clocks of documents; those of law run on."""
        if regime and regime.kind == "regulatory":
            raise UserError(
                self.env._(
                    "“%(term)s” is a term of law: it never pauses.", term=regime.name
                )
            )
        clocks = self._find_open(documents, regime).filtered(
            lambda clock: clock.state == "running" and clock.kind == "service"
        )
        clocks.write(
            {
                "state": "paused",
                "date_paused": fields.Datetime.now(),
                "date_next": False,
                "date_due": False,
            }
        )
        return clocks

    @api.model
    def _resume(self, documents, regime=None):
        """Let paused clocks run on: their end moves by the pause."""
        now = fields.Datetime.now()
        clocks = self._find_open(documents, regime).filtered(
            lambda clock: clock.state == "paused"
        )
        for clock in clocks:
            pause = [clock.date_paused.isoformat(), now.isoformat()]
            clock.pauses = [*(clock.pauses or ()), pause]
        clocks.write({"state": "running", "date_paused": False})
        clocks._reckon()
        return clocks

    @api.model
    def _stop(self, documents, regime=None, moment=None):
        """Stop clocks: kept where the end has not passed, else late."""
        moment = moment or fields.Datetime.now()
        clocks = self._find_open(documents, regime)
        late = clocks.filtered(lambda clock: clock.date_due and clock.date_due < moment)
        late.write({"state": "late"})
        (clocks - late).write({"state": "met"})
        clocks.write({"date_stopped": moment, "date_next": False, "date_paused": False})
        return clocks

    @api.model
    def _prolong(self, documents, regime, reason):
        """Prolong a term once, as the regime allows; a decision that is logged."""
        clocks = self._find_open(documents, regime)
        if not regime.prolongation or any(clocks.mapped("is_prolonged")):
            raise UserError(
                self.env._(
                    "“%(term)s” cannot be prolonged (again). Finish what it is for.",
                    term=regime.name,
                )
            )
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the term is prolonged."))
        for clock in clocks:
            clock.write(
                {"amount": clock.amount + regime.prolongation, "is_prolonged": True}
            )
        clocks.filtered(lambda clock: clock.state == "late").state = "running"
        clocks._reckon()
        decisions = self.env["bank.decision"]
        payload = {
            "act": "prolong",
            "regime": regime.code,
            "by": regime.prolongation,
            "reason": decisions._hash_text(reason),
        }
        decisions._record("term", [(document, payload) for document in documents])
        return clocks

    # ------------------------------------------------------------
    # Reckoning
    # ------------------------------------------------------------

    def _reckon(self):
        """Set end and reminders of clocks that are not paused, by columns."""
        groups = defaultdict(self.browse)
        for clock in self.filtered(lambda clock: clock.state != "paused"):
            key = (clock.calendar_id, clock.unit, clock.amount, clock.is_rolled)
            groups[(*key, tuple(clock.fractions or ()))] |= clock
        work = {
            calendar: WorkTime(calendar._get_work_calendar())
            for calendar in {key[0] for key in groups}
        }
        for (calendar, *term, fractions), clocks in groups.items():
            clocks._reckon_group(work[calendar], Term(*term), fractions)

    def _reckon_group(self, work, term, fractions):
        starts = to_seconds(self.mapped("date_started"))
        pauses = self._get_pause_columns(starts)
        due = work.get_due(term, starts, pauses)
        columns = [
            to_moments(work.get_marks(term, starts, fraction, pauses))
            for fraction in fractions
        ]
        for clock, end, *marks in zip(self, to_moments(due), *columns, strict=True):
            marks = [*(mark for mark in marks if mark < end), end]
            passed = min(clock.marks_passed, len(marks) - 1)
            clock.write(
                {
                    "date_due": end,
                    "marks": [mark.isoformat() for mark in marks],
                    "marks_passed": passed,
                    "date_next": marks[passed] if clock.state == "running" else False,
                }
            )

    def _get_pause_columns(self, starts):
        """Return pairs of columns; a clock without a pause has its start twice."""
        pauses = [
            [
                tuple(to_seconds([datetime.fromisoformat(side) for side in pause]))
                for pause in clock.pauses or ()
            ]
            for clock in self
        ]
        columns = []
        for place in range(max(map(len, pauses), default=0)):
            pairs = [
                row[place] if place < len(row) else (start, start)
                for start, row in zip(starts, pauses, strict=True)
            ]
            columns.append(tuple(np.array(side) for side in zip(*pairs, strict=True)))
        return columns

    def _prepare_screen_values(self):
        """Return what a screen shows of a clock."""
        self.ensure_one()
        return {
            "regime": self.regime_id.name,
            "kind": self.kind,
            "state": self.state,
            "started": fields.Datetime.to_string(self.date_started),
            "due": fields.Datetime.to_string(self.date_due) or False,
        }

    @api.model
    def _cron_reckon(self):
        """Follow calendars that changed: a day off moves the ends of running terms."""
        domain = [("state", "=", "running")]
        last = 0
        while clocks := self.search(
            [*domain, ("id", ">", last)], order="id", limit=5000
        ):
            last = clocks[-1].id
            clocks._reckon()
            if not self.env["ir.cron"]._commit_progress(len(clocks)):
                break
