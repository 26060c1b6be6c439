# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from ...tools import tally

# what a turn can end with and the route goes on, or not
ENDED = ("approved", "conditional", "rejected", "no_quorum", "advised", "returned")


class BankApprovalTurn(models.Model):
    """One step of the route in one round: whom it asked and what came of it."""

    _name = "bank.approval.turn"
    _description = "Step of a Request"
    _inherit = ["bank.approval.follow.mixin", "bank.clocked.mixin"]
    _order = "round_id, sequence, id"
    _rec_name = "step_id"

    approval_id = fields.Many2one(
        comodel_name="bank.approval",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    round_id = fields.Many2one(
        comodel_name="bank.approval.round",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    step_id = fields.Many2one(
        comodel_name="bank.approval.step",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    sequence = fields.Integer(readonly=True)
    company_id = fields.Many2one(related="approval_id.company_id")
    state = fields.Selection(
        selection=[
            ("waiting", "Not Yet"),
            ("pending", "Being Decided"),
            ("approved", "Passed"),
            ("conditional", "Passed with Conditions"),
            ("rejected", "Refused"),
            ("no_quorum", "No Quorum"),
            ("advised", "Opinion Given"),
            ("returned", "Returned"),
            ("skipped", "Not Needed"),
            ("cancelled", "Cancelled"),
        ],
        default="waiting",
        required=True,
        readonly=True,
    )
    date_start = fields.Datetime(string="Asked On", readonly=True)
    date_due = fields.Datetime(string="Answer By", readonly=True)
    date_end = fields.Datetime(string="Ended On", readonly=True)
    task_ids = fields.One2many(
        comodel_name="bank.approval.task", inverse_name="turn_id"
    )

    _step_uniq = models.UniqueIndex(
        "(round_id, step_id)", "The step is in this round already."
    )

    # All of it is called by the request, which has checked who acts

    def _open(self):
        """Ask the people of these steps, who were fixed when the request started."""
        now = fields.Datetime.now()
        self.write({"state": "pending", "date_start": now})
        for regime, turns in self._group_by_regime():
            clocks = self.env["bank.clock"].sudo()._start(turns, regime)
            for clock in clocks:
                self.browse(clock.res_id).date_due = clock.date_due
        self._open_tasks()

    def _open_tasks(self):
        """Hook: ask; an addon whose steps are decided elsewhere extends it."""
        tasks = self.task_ids.filtered(lambda task: task.state == "waiting")
        for task in tasks.filtered("repeat_step_id"):
            task._repeat()
        asked = tasks.filtered(lambda task: task.state == "waiting")
        asked.write({"state": "open"})
        asked._log_access()

    def _is_current(self):
        return self == self.approval_id._get_current_turns().get(self.step_id.id)

    def _group_by_regime(self):
        default = self._get_clock_regime("approval_step")
        regimes = {}
        for turn in self:
            regime = turn.step_id.regime_id or default
            regimes.setdefault(regime, []).append(turn.id)
        return [(regime, self.browse(ids)) for regime, ids in regimes.items()]

    def _count(self):
        """Return the tally of the votes given so far."""
        self.ensure_one()
        vetoes = self.step_id.veto_user_ids
        votes = self.task_ids.filtered(
            lambda task: task.kind == "vote" and task.state != "delegated"
        )
        members = [
            tally.Member(key=task.id, has_veto=bool(task._get_holders() & vetoes))
            for task in votes
        ]
        cast = [task._get_vote() for task in votes if task._is_cast()]
        rule = self.step_id._get_rule()
        # where one is enough the first answer is the answer, a refusal as well
        return tally.tally(rule, members, cast, is_over=rule.kind == "any" and cast)

    def _settle(self):
        """Close the step if its outcome is certain; return whether it is."""
        self.ensure_one()
        outcome = self._count().outcome
        if outcome == tally.PENDING:
            return False
        if self.step_id.kind == "opinion":
            outcome = "advised"
        self._close(outcome)
        return True

    def _close(self, state):
        """End these steps; whoever has not answered is asked no more."""
        self._stop_clock()
        self.write({"state": state, "date_end": fields.Datetime.now()})
        self.task_ids._cancel()

    def _prepare_task_values(self, user, repeat_step_id=None):
        return {
            "approval_id": self.approval_id.id,
            "turn_id": self.id,
            "res_model": self.res_model,
            "res_id": self.res_id,
            "step_id": self.step_id.id,
            "user_id": user.id,
            "repeat_step_id": repeat_step_id,
        }
