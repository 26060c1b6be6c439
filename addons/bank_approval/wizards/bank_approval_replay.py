# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from collections import Counter
from contextlib import closing

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..models.replay.bank_approval_drawn_mixin import TRIAL_MONTHS
from ..tools import queues, replay

MODELS = ("bank.approval.route", "bank.authority.matrix")
LARGEST = 5_000
USUAL = 2
NAMED = 50
APPROVED = ("approved", "approved_conditions")


class BankApprovalReplay(models.TransientModel):
    """A draft tried on past requests: what would go elsewhere, to whom, how fast.

    Past requests are sent again by the rules in force and by the draft, both on the
    documents and debts of the day on which each was sent and on the employees of today,
    who would have the work: the difference is the draft's alone. Nobody is told, and
    nothing of it stays.
    """

    _name = "bank.approval.replay"
    _description = "Draft Tried on Past Requests"

    res_model = fields.Char(string="Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", string="Version", required=True, readonly=True
    )
    name = fields.Char(string="Draft", readonly=True)
    months = fields.Integer(string="Of the Last Months", default=TRIAL_MONTHS)
    request_count = fields.Integer(string="Requests", readonly=True)
    left_count = fields.Integer(
        string="Earlier Ones Left Out",
        readonly=True,
        help="Sent in these months as well; a trial takes the last five thousand.",
    )
    moved_count = fields.Integer(string="Would Go to Others", readonly=True)
    moved_approved_count = fields.Integer(
        string="Of These Approved",
        readonly=True,
        help="How those that would go to others have ended by the rules of then.",
    )
    moved_refused_count = fields.Integer(string="Of These Refused", readonly=True)
    moved_lapsed_count = fields.Integer(string="Of These Lapsed", readonly=True)
    moved_bad_count = fields.Integer(
        string="Of These Non-Performing Today",
        readonly=True,
        help="Loans in default or of a borrower in default, where that is known.",
    )
    blocked_count = fields.Integer(
        string="Could Not Be Sent",
        readonly=True,
        help="By the draft no route is meant for them, or nobody could decide.",
    )
    today_count = fields.Integer(
        string="Judged by Debts of Today",
        readonly=True,
        help="Sent before figures of the day were kept: what was decided on is that of "
        "then, all else that of today.",
    )
    today_names = fields.Char(string="Which Ones", readonly=True)
    days_before = fields.Float(string="Term Now, Days", readonly=True, digits=(8, 1))
    days_after = fields.Float(
        string="Term with the Draft, Days",
        readonly=True,
        digits=(8, 1),
        help="From how long those who would be asked took in the past.",
    )
    line_days_before = fields.Float(
        string="With Waiting in Line Now, Days", readonly=True, digits=(8, 1)
    )
    line_days_after = fields.Float(
        string="With Waiting in Line, Draft, Days",
        readonly=True,
        digits=(8, 1),
        help="The lines in front of those who would be asked are played anew: each "
        "takes one matter after the other, as long as he took for one in the past.",
    )
    line_ids = fields.One2many(
        comodel_name="bank.approval.replay.line",
        inverse_name="replay_id",
        string="Who Would Be Asked How Often",
        readonly=True,
    )

    def action_run(self):
        """Try the draft on the requests of the last months."""
        self.ensure_one()
        draft = self._get_draft()
        # numbers of requests and names of colleagues are all that leaves this method
        values = self.sudo()._try(draft.sudo())
        self.sudo().write(values)
        self._note_on(draft, values)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Draft Tried on Past Requests"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _try(self, draft):
        """Return what was found, with the rights of the server."""
        approvals = self._find_past(draft)
        before = approvals._plan_anew()
        after = self._plan_with_draft(draft, approvals)
        answers = approvals._read_answers()
        lengths = {
            user: [end - start for start, end in spans]
            for user, spans in answers.items()
        }
        found = replay.compare(before, after, lengths, USUAL)
        arrivals = approvals._read_arrivals()
        lines = queues.compare_paths(before, after, arrivals, answers, USUAL)
        return {
            **self._prepare_values(after, found),
            "line_ids": self._prepare_lines(found.load, approvals, answers),
            **self._count_outcomes(approvals.browse(found.moved)),
            **self._tell_unkept(approvals),
            "left_count": self._count_left(draft),
            "line_days_before": lines[0] or 0,
            "line_days_after": lines[1] or 0,
        }

    @api.model
    def _tell_unkept(self, approvals):
        """Return which requests were judged by the debts of today."""
        unkept = approvals._filter_unkept()
        names = unkept.sorted("id").mapped("name")
        more = "…" if len(names) > NAMED else ""
        return {
            "today_count": len(unkept),
            "today_names": ", ".join(names[:NAMED]) + more,
        }

    @api.model
    def _count_outcomes(self, moved):
        """Return how those that would go to others have ended."""
        states = Counter(moved.mapped("state"))
        return {
            "moved_approved_count": sum(states[state] for state in APPROVED),
            "moved_refused_count": states["rejected"],
            "moved_lapsed_count": states["lapsed"],
            "moved_bad_count": moved._count_gone_bad(),
        }

    def _note_on(self, draft, values):
        """Keep the figures on the draft; fewer than six months are only a look."""
        if self.months >= TRIAL_MONTHS:
            kept = {name: values[name] for name in values.keys() - {"line_ids"}}
            draft._note_trial({**kept, "months": self.months})

    def _get_draft(self):
        if self.res_model not in MODELS:
            raise UserError(self.env._("Only routes and limits are tried so."))
        draft = self.env[self.res_model].browse(self.res_id).exists()
        draft.check_access("write")
        if not draft or draft.state == "published":
            raise UserError(
                self.env._("What is in force is not tried: make a new version.")
            )
        if self.months < 1:
            raise UserError(self.env._("Try it on one month at least."))
        return draft

    @api.model
    def _find_past(self, draft):
        domain = draft._get_past_domain(self.months)
        approvals = draft.env["bank.approval"].search(domain, limit=LARGEST)
        return approvals._filter_existing()

    def _count_left(self, draft):
        """Return how many requests of these months are too many for a trial."""
        domain = draft._get_past_domain(self.months)
        return max(0, draft.env["bank.approval"].search_count(domain) - LARGEST)

    @api.model
    def _plan_with_draft(self, draft, approvals):
        quiet = draft.with_context(tracking_disable=True, mail_notrack=True)
        self.env.flush_all()
        with closing(self.env.cr.savepoint()):
            quiet.action_publish()
            return approvals._plan_anew()

    def _prepare_values(self, after, found):
        before_days, after_days = found.days
        return {
            "request_count": len(after),
            "moved_count": len(found.moved),
            "blocked_count": sum(path is None for path in after.values()),
            "days_before": before_days or 0,
            "days_after": after_days or 0,
        }

    @api.model
    def _prepare_lines(self, load, approvals, answers):
        """Return a row for each who is or would be asked, the busiest first."""
        hours = replay.weigh(load, approvals._find_services(answers))
        rows = [
            {
                "user_id": user,
                "count_before": counts[0],
                "count_after": counts[1],
                "hours_before": hours[user][0],
                "hours_after": hours[user][1],
            }
            for user, counts in sorted(load.items(), key=lambda row: -max(row[1]))
        ]
        return [Command.clear(), *map(Command.create, rows)]

    @api.model
    def _open_for(self, draft):
        if not draft.has_access("write"):
            raise AccessError(self.env._("Whoever draws it tries it."))
        row = self.create(
            {
                "res_model": draft._name,
                "res_id": draft.id,
                "name": draft.display_name,
            }
        )
        return row.action_run()
