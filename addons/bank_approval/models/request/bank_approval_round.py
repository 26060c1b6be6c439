# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from ...tools import route as core


class BankApprovalRound(models.Model):
    """One passage of a request along its route, on one state of the document.

    Rounds are numbered and stay: a return or a restart begins the next one.
    """

    _name = "bank.approval.round"
    _description = "Approval Round"
    _inherit = ["bank.approval.follow.mixin"]
    _order = "approval_id, number"
    _rec_name = "number"

    approval_id = fields.Many2one(
        comodel_name="bank.approval",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    number = fields.Integer(string="Round", required=True, readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Started By",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    date_start = fields.Datetime(string="Started", required=True, readonly=True)
    snapshot = fields.Text(
        string="What Is Decided On",
        readonly=True,
        required=True,
        groups="bank_base.group_bank_auditor",
    )
    snapshot_hash = fields.Char(string="Hash", required=True, readonly=True)
    part_hashes = fields.Json(readonly=True)
    changed_parts = fields.Json(readonly=True)
    changed_names = fields.Char(
        string="Changed Since the Last Round", compute="_compute_changed_names"
    )
    turn_ids = fields.One2many(
        comodel_name="bank.approval.turn", inverse_name="round_id"
    )

    _number_uniq = models.UniqueIndex(
        "(approval_id, number)", "There is already such a round."
    )

    @api.depends("changed_parts")
    @api.depends_context("lang")
    def _compute_changed_names(self):
        for row in self:
            names = row.changed_parts or []
            labels = [row._get_part_label(name) for name in names]
            row.changed_names = ", ".join(labels)

    def _get_part_label(self, name):
        if name == "papers":
            return self.env._("papers")
        if name == "facilities":
            return self.env._("further facilities")
        field = self.env[self.res_model]._fields.get(name)
        return field._description_string(self.env) if field else name

    def _make_turns(self, plan):
        """Make the steps of these rounds and the tasks of those who are asked.

        :param plan: ``{round id: [(step, is it needed, who is asked)]}``
        """
        values, people = [], []
        for row in self:
            repeats = self._find_repeats(plan[row.id])
            for step, needed, users in plan[row.id]:
                values.append(row._prepare_turn_values(step, needed))
                people.append((users if needed else users.browse(), repeats))
        turns = self.env["bank.approval.turn"].sudo().create(values)
        tasks = [
            turn._prepare_task_values(user, repeats.get((turn.step_id.id, user.id)))
            for turn, (users, repeats) in zip(turns, people, strict=True)
            for user in users
        ]
        self.env["bank.approval.task"].sudo().create(tasks)
        return turns

    @api.model
    def _find_repeats(self, rows):
        steps = [step._get_plain() for step, needed, _users in rows if needed]
        people = {step.id: users.ids for step, needed, users in rows if needed}
        return core.find_repeats(steps, people)

    def _prepare_turn_values(self, step, needed):
        return {
            "approval_id": self.approval_id.id,
            "round_id": self.id,
            "res_model": self.res_model,
            "res_id": self.res_id,
            "step_id": step.id,
            "sequence": step.sequence,
            "state": "waiting" if needed else "skipped",
        }
