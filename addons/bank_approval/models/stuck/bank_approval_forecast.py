# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import dataclasses
import json

import numpy as np

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.bank_base.tools.clock_columns import to_moments, to_seconds

from ...tools import stuck, stuck_steps

HIGH, MIDDLE = 50, 25
BANDS = [
    ("low", "In Time"),
    ("middle", "May Get Stuck"),
    ("high", "Will Get Stuck"),
]


class BankApprovalForecast(models.Model):
    """What the model in force says of one running request, renewed by the server.

    Kept apart from the request, so that renewing it never stands in the way of whoever
    decides. How quick an employee is by himself goes into the number and is told nobody.
    """

    _name = "bank.approval.forecast"
    _description = "Forecast of a Request"
    _inherit = ["bank.approval.follow.mixin"]
    _order = "risk desc, id"
    _rec_name = "approval_id"
    _log_access = False

    approval_id = fields.Many2one(
        comodel_name="bank.approval",
        string="Request",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    turn_id = fields.Many2one(
        comodel_name="bank.approval.turn",
        string="Weakest Step",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    step_id = fields.Many2one(
        comodel_name="bank.approval.step",
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, index=True
    )
    branch_id = fields.Many2one(
        comodel_name="bank.branch", readonly=True, index="btree_not_null"
    )
    user_id = fields.Many2one(
        comodel_name="res.users", string="Sent By", readonly=True, index=True
    )
    risk = fields.Float(
        string="Chance to Miss the Term, %",
        readonly=True,
        digits=(5, 0),
        aggregator="avg",
    )
    band = fields.Selection(
        selection=BANDS,
        string="Forecast",
        readonly=True,
        index=True,
    )
    date_likely = fields.Datetime(
        string="Step Likely Decided By",
        readonly=True,
        help="One chance in two that the step is decided by then.",
    )
    date_latest = fields.Datetime(
        string="Step Almost Surely Decided By",
        readonly=True,
        help="Nine chances in ten that the step is decided by then.",
    )
    reasons = fields.Json(readonly=True)
    # {turn id: chance in percent}: whoever is asked looks at his own step
    turn_risks = fields.Json(readonly=True)
    main_reason = fields.Char(compute="_compute_main_reason")
    date = fields.Datetime(string="Reckoned On", required=True, readonly=True)
    version = fields.Integer(string="Version of the Model", readonly=True)
    waiting_names = fields.Char(related="approval_id.waiting_names")
    date_due = fields.Datetime(related="approval_id.date_due")
    partner_id = fields.Many2one(related="approval_id.partner_id")

    _approval_uniq = models.UniqueIndex("(approval_id)")

    @api.depends("reasons")
    @api.depends_context("lang")
    def _compute_main_reason(self):
        for forecast in self:
            forecast.main_reason = next(iter(forecast._tell_reasons()), False)

    def action_open_request(self):
        self.ensure_one()
        self.check_access("read")
        return self.approval_id._get_open_action()

    def action_open_remedies(self):
        self.ensure_one()
        self.check_access("read")
        return self.approval_id.action_open_remedies()

    @api.model
    def _cron_refresh(self):
        running = self.env["bank.approval"]._read_group(
            [("state", "=", "pending")], ["company_id"]
        )
        # what is over in a company where nothing runs has to go as well
        kept = self._read_group([], ["company_id"])
        for company in {row[0] for row in running + kept}:
            self.with_company(company)._refresh()

    @api.model
    def _refresh(self):
        """Reckon all running requests of the company anew; none without a model."""
        version, model = self.env["bank.model"]._get_stuck_model()
        now = fields.Datetime.now()
        found = self._reckon(model, now) if model else {}
        self._keep(found, version, now)
        return len(found)

    @api.model
    def _reckon(self, model, now):
        """Return ``{request id: (risk, weakest step, risk of each step)}``."""
        tasks_sudo = self.env["bank.approval.task"].sudo()
        rows, places = tasks_sudo._read_waiting(SQL("t.state = 'open'"), now)
        counts = np.unique(rows.person, return_inverse=True, return_counts=True)
        load = counts[2][counts[1]] - 1 if len(rows) else np.zeros(0, dtype=int)
        votes = np.flatnonzero(places.is_vote & (rows.due > 0))
        rows = self._renew_lacks(rows.take(votes), places.turn[votes])
        outlook = self._look_out(model, rows, load[votes], now)
        needed = self._count_needed(places, votes, rows.asked)
        steps = stuck_steps.look_at_steps(
            outlook, places.turn[votes], needed, load[votes]
        )
        return stuck_steps.sum_up(steps)

    @api.model
    def _look_out(self, model, rows, load, now):
        tasks_sudo = self.env["bank.approval.task"].sudo()
        return stuck.Outlook(
            model,
            rows,
            tasks_sudo._get_work_time(),
            tasks_sudo._read_absences(),
            to_seconds([now])[0],
            load,
        )

    @api.model
    def _renew_lacks(self, rows, turns):
        """Papers that are missing now, not when the step began."""
        turns_sudo = (
            self.env["bank.approval.turn"].sudo().browse(np.unique(turns).tolist())
        )
        lacks = {turn.id: len(own) for turn, own in turns_sudo._find_lacks().items()}
        return dataclasses.replace(
            rows, lacks=np.array([lacks.get(int(turn), 0) for turn in turns], dtype=int)
        )

    @api.model
    def _count_needed(self, places, votes, asked):
        """Return ``{turn id: how many answers it needs still}``."""
        steps = self.env["bank.approval.step"].sudo()
        return {
            int(turn): steps.browse(int(step))._count_needed(int(number)) - int(given)
            for turn, step, number, given in zip(
                places.turn[votes],
                places.step[votes],
                asked,
                places.given[votes],
                strict=True,
            )
        }

    @api.model
    def _keep(self, found, version, now):
        """Write what was found in one statement; take away what runs no more."""
        rows = json.dumps(self._prepare_rows(found, version, now))
        self.env.execute_query(
            SQL(
                """
                INSERT INTO bank_approval_forecast (approval_id, turn_id, step_id,
                       company_id, branch_id, user_id, res_model, res_id, risk, band,
                       date_likely, date_latest, reasons, turn_risks, date, version)
                SELECT a.id, x.turn_id, u.step_id, a.company_id, a.branch_id, a.user_id,
                       a.res_model, a.res_id, x.risk, x.band, x.date_likely,
                       x.date_latest, x.reasons, x.turn_risks, %(now)s, x.version
                  FROM jsonb_to_recordset(%(rows)s::jsonb) AS x(approval_id integer,
                       turn_id integer, risk float8, band text, date_likely timestamp,
                       date_latest timestamp, reasons jsonb, turn_risks jsonb, version integer)
                  JOIN bank_approval a ON a.id = x.approval_id
                  JOIN bank_approval_turn u ON u.id = x.turn_id
                    ON CONFLICT (approval_id) DO UPDATE
                   SET turn_id = EXCLUDED.turn_id, step_id = EXCLUDED.step_id,
                       branch_id = EXCLUDED.branch_id, risk = EXCLUDED.risk,
                       band = EXCLUDED.band, date_likely = EXCLUDED.date_likely,
                       date_latest = EXCLUDED.date_latest, reasons = EXCLUDED.reasons,
                       turn_risks = EXCLUDED.turn_risks, date = EXCLUDED.date, version = EXCLUDED.version
                RETURNING id
                """,
                rows=rows,
                now=now,
            )
        )
        # no proof of anything: what is over needs no forecast
        self.env.cr.execute(
            SQL(
                "DELETE FROM bank_approval_forecast"
                " WHERE company_id = %s AND NOT approval_id = ANY(%s)",
                self.env.company.id,
                list(found),
            )
        )
        self.env.invalidate_all()

    @api.model
    def _prepare_rows(self, found, version, now):
        """Return what is kept of each request, as JSON."""
        start = to_seconds([now])
        work = self.env["bank.approval.task"].sudo()._get_work_time()
        return [
            {
                "approval_id": request,
                "turn_id": worst.turn,
                "risk": round(100 * risk, 1),
                "band": self._get_band(100 * risk),
                "date_likely": _tell_moment(work, start, worst.likely),
                "date_latest": _tell_moment(work, start, worst.latest),
                "reasons": [
                    {"code": code, "points": round(100 * gain), "size": size}
                    for code, gain, size in worst.reasons
                ],
                "turn_risks": {
                    turn: round(100 * chance, 1) for turn, chance in each.items()
                },
                "version": version.version,
            }
            for request, (risk, worst, each) in found.items()
        ]

    @api.model
    def _get_band(self, risk):
        if risk >= HIGH:
            return "high"
        return "middle" if risk >= MIDDLE else "low"

    def _tell_reasons(self):
        """Return the reasons of one forecast in sentences, the largest first."""
        self.ensure_one()
        return [
            self._tell_reason(row["code"], row["size"])
            + self.env._(" (+%(points)s %%)", points=row["points"])
            for row in self.reasons or ()
        ]

    @api.model
    def _tell_reason(self, code, size):
        texts = {
            "load": self.env._(
                "Whoever is asked owes %(count)s more answers", count=size
            ),
            "lacks": self.env._("Papers are missing: %(count)s", count=size),
            "absent": self.env._("Whoever is asked is away"),
            "amount": self.env._("Such amounts take longer"),
            "asked": self.env._("So many have to answer: %(count)s", count=size),
            "round": self.env._("It has been sent back before"),
            "calendar": self.env._("The days and hours ahead are slow ones"),
            "step": self.env._("This step takes longer than others"),
            "product": self.env._("Requests for this product take longer"),
            "branch": self.env._("Requests of this branch take longer"),
        }
        return texts[code]


def _tell_moment(work, start, seconds):
    """Return when so many working seconds have passed, as text; None: not in sight."""
    if seconds < 0:
        return None
    moment = work.add_work(start, np.array([int(seconds)]))
    return to_moments(moment)[0].isoformat()
