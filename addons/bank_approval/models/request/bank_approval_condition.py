# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.tally import get_gist

KEYS = {"kind", "name", "date_due", "period_months"}
PERIOD = 3  # covenants are looked at with the quarter's accounts
LONGEST_PERIOD = 60


class BankApprovalCondition(models.Model):
    """What has to be done before the decision is carried out, after it, or all along.

    Proposed with a vote, in force with the decision, met with a proof that somebody
    else than the initiator has accepted.
    """

    _name = "bank.approval.condition"
    _description = "Condition of an Approval"
    _inherit = ["bank.approval.follow.mixin"]
    _order = "kind, date_due, id"

    approval_id = fields.Many2one(
        comodel_name="bank.approval",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    task_id = fields.Many2one(
        comodel_name="bank.approval.task",
        string="Proposed With",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    kind = fields.Selection(
        selection=[
            ("precedent", "Before the issue"),
            ("subsequent", "After the issue, by a date"),
            ("covenant", "All along: covenant"),
        ],
        required=True,
        readonly=True,
    )
    name = fields.Char(string="Condition", required=True, readonly=True)
    date_due = fields.Date(string="By", readonly=True)
    period_months = fields.Integer(
        string="Checked Every, Months",
        readonly=True,
        help="How often a covenant is checked, for as long as the decision holds.",
    )
    state = fields.Selection(
        selection=[
            ("proposed", "Proposed"),
            ("open", "Open"),
            ("met", "Met"),
            ("merged", "Same as Another"),
            ("dropped", "Not Taken Over"),
            ("moved", "Goes On with a Later Decision"),
        ],
        default="proposed",
        required=True,
        readonly=True,
        index=True,
    )
    proof = fields.Text(readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Accepted By",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    date_met = fields.Datetime(string="Met On", readonly=True)
    can_clear = fields.Boolean(compute="_compute_can_clear")

    _check_date = models.Constraint(
        "CHECK (kind <> 'subsequent' OR date_due IS NOT NULL)",
        "What is done after the issue needs a date.",
    )

    @api.depends("state", "approval_id.state")
    @api.depends_context("uid")
    def _compute_can_clear(self):
        for condition in self:
            condition.can_clear = not condition._get_clear_blocker()

    @api.model
    def _get_blocker(self, values):
        """Return why a condition cannot be proposed so, or False."""
        if not isinstance(values, dict) or values.keys() - KEYS:
            return self.env._("A condition has a kind, a text and a date.")
        name, kind = values.get("name"), values.get("kind")
        if not isinstance(name, str) or not name.strip():
            return self.env._("Write what has to be done.")
        if kind not in dict(self._fields["kind"].selection):
            return self.env._("Before the issue, after it, or a covenant?")
        try:
            date = fields.Date.to_date(values.get("date_due") or False)
        except (TypeError, ValueError):
            return self.env._("Write the date as a date.")
        if kind == "subsequent" and not date:
            return self.env._("What is done after the issue needs a date.")
        return self._get_period_blocker(values)

    @api.model
    def _get_period_blocker(self, values):
        months = values.get("period_months") or 0
        if type(months) is not int or not 0 <= months <= LONGEST_PERIOD:
            return self.env._("Say in whole months how often a covenant is checked.")
        if months and values["kind"] != "covenant":
            return self.env._("Only a covenant is checked time and again.")
        return False

    def _propose(self, task, conditions):
        """Make the conditions that go with a vote."""
        return self.create(
            [
                {
                    **{name: values.get(name) for name in KEYS},
                    "period_months": values["kind"] == "covenant"
                    and (values.get("period_months") or PERIOD),
                    "approval_id": task.approval_id.id,
                    "task_id": task.id,
                    "res_model": task.res_model,
                    "res_id": task.res_id,
                }
                for values in conditions
            ]
        )

    def _take_over(self):
        """With the decision, conditions of those who were for it come into force."""
        taken = self.filtered(
            lambda condition: (
                condition.state == "proposed"
                and condition.task_id.state == "approved"
                and condition.task_id.turn_id._is_current()
            )
        )
        twins = taken._find_twins()
        twins.write({"state": "merged"})
        taken -= twins
        taken.write({"state": "open"})
        rest = self.filtered(lambda condition: condition.state == "proposed")
        rest.write({"state": "dropped"})
        return taken

    def _find_twins(self):
        """Return those that say the same as another one here that is due no later."""
        seen, twins = set(), self.browse()
        for condition in self.sorted(lambda row: (row.date_due or date.max, row.id)):
            gist = condition.approval_id, condition.kind, get_gist(condition.name)
            if gist in seen:
                twins |= condition
            seen.add(gist)
        return twins

    # Meeting them

    def _get_clear_blocker(self):
        """Return why the user cannot accept the proof, or False."""
        condition_sudo = self.sudo()
        approval_sudo = condition_sudo.approval_id
        if not self.env.user.has_group(
            "bank_approval.group_approval_credit_administrator"
        ):
            return self.env._("A credit administrator accepts the proof.")
        if self.env.user in approval_sudo.initiator_ids:
            return self.env._("Nobody accepts the proof for what he has begun himself.")
        if condition_sudo.state != "open":
            return self.env._("It is not open.")
        if condition_sudo.kind == "covenant":
            return self.env._(
                "A covenant is kept all along: its checks stand among the assignments."
            )
        if approval_sudo.state != "approved_conditions":
            return self.env._("The decision does not hold any more.")
        return False

    def action_open_clear(self):
        """Open the dialog in which the proof is named."""
        self.ensure_one()
        self.check_access("read")
        dialog = self.env["bank.approval.clear"].create({"condition_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Accept the Proof"),
            "res_model": dialog._name,
            "res_id": dialog.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_clear(self, proof):
        """Accept the proof that the condition is met."""
        self.ensure_one()
        self.check_access("read")
        self.approval_id._lock()
        if reason := self._get_clear_blocker():
            raise AccessError(reason)
        if not isinstance(proof, str) or not proof.strip():
            raise UserError(self.env._("Name the proof: paper, number, date."))
        self.sudo().write(
            {
                "state": "met",
                "proof": proof.strip(),
                "user_id": self.env.uid,
                "date_met": fields.Datetime.now(),
            }
        )
        self._log_met(proof)

    def _log_met(self, proof):
        decisions = self.env["bank.decision"]
        payload = {
            "act": "met",
            "request": self.sudo().approval_id.id,
            "condition": self.id,
            "proof_hash": decisions._hash_text(proof),
        }
        decisions._record("approval_condition", [(self._get_document(), payload)])
