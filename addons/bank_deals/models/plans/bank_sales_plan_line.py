# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools import plan as plan_tools

WRITTEN = {"target", "override", "override_note"}


class BankSalesPlanLine(models.Model):
    """The target of a branch or an employee, and how far it has come.

    Whoever heads the branch above says the target; nobody says his own. What he
    expects himself stands beside what the deals make one expect.
    """

    _name = "bank.sales.plan.line"
    _description = "Target of a Sales Plan"
    _order = "plan_id desc, path, id"

    plan_id = fields.Many2one(
        comodel_name="bank.sales.plan",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    parent_id = fields.Many2one(
        comodel_name="bank.sales.plan.line",
        string="Part of",
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    child_ids = fields.One2many(
        comodel_name="bank.sales.plan.line", inverse_name="parent_id"
    )
    branch_id = fields.Many2one(
        comodel_name="bank.branch",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Employee",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    name = fields.Char(string="Whose", compute="_compute_name", store=True)
    path = fields.Char(compute="_compute_path", store=True, recursive=True)
    depth = fields.Integer(compute="_compute_path", store=True, recursive=True)
    currency_id = fields.Many2one(related="plan_id.currency_id")

    target = fields.Monetary()
    child_sum = fields.Monetary(string="Given Below", compute="_compute_child_sum")
    difference = fields.Monetary(
        string="Not Given Yet",
        compute="_compute_child_sum",
        help="Below zero: more was given below than is planned here.",
    )

    # counted by the server
    fact = fields.Monetary(string="Sold", readonly=True)
    count = fields.Integer(string="Agreements", readonly=True)
    last_year = fields.Monetary(string="Sold a Year Ago", readonly=True)
    open = fields.Monetary(
        string="Deals in Work",
        readonly=True,
        help="Expected to close by the end of the plan.",
    )
    weighted = fields.Monetary(
        string="Of It by Probability", readonly=True, help="Weighted by the stage."
    )
    forecast = fields.Monetary(
        compute="_compute_forecast",
        store=True,
        help="What was sold, and deals in work by their probability.",
    )
    best = fields.Monetary(
        string="If All Close", compute="_compute_forecast", store=True
    )
    completion = fields.Float(
        string="Done, %", compute="_compute_forecast", store=True, aggregator=None
    )
    override = fields.Monetary(
        string="Head's Own Forecast", help="Stands beside the forecast, not instead."
    )
    override_note = fields.Char(string="Why So")
    override_user_id = fields.Many2one(
        comodel_name="res.users", string="Said by", readonly=True, ondelete="set null"
    )
    can_target = fields.Boolean(compute="_compute_can_target")

    _line_uniq = models.UniqueIndex(
        "(plan_id, branch_id, user_id) NULLS NOT DISTINCT",
        "Everybody has one line in a plan.",
    )
    _check_target = models.Constraint(
        "CHECK (target >= 0)", "A target is not below zero."
    )

    @api.depends("branch_id", "user_id")
    def _compute_name(self):
        for line in self:
            line.name = line.user_id.name or line.branch_id.name

    @api.depends("name", "user_id", "parent_id.path", "parent_id.depth")
    def _compute_path(self):
        for line in self:
            line.depth = line.parent_id.depth + 1 if line.parent_id else 0
            # employees of a branch stand before the branches below it
            place = f"{'0' if line.user_id else '1'}{line.name or ''}"
            line.path = f"{line.parent_id.path or ''}/{place}"

    @api.depends("target", "child_ids.target")
    def _compute_child_sum(self):
        for line in self:
            # a sum of colleagues' targets is told, each of them is not
            line.child_sum = sum(line.sudo().child_ids.mapped("target"))
            has_below = bool(line.sudo().child_ids)
            line.difference = line.target - line.child_sum if has_below else 0

    @api.depends("fact", "weighted", "open", "target")
    def _compute_forecast(self):
        for line in self:
            line.forecast = line.fact + line.weighted
            line.best = line.fact + line.open
            line.completion = 100 * line.fact / line.target if line.target else 0

    @api.depends_context("uid")
    @api.depends("branch_id", "parent_id")
    def _compute_can_target(self):
        blocked = self._get_target_blocker()
        for line in self:
            line.can_target = line.id not in blocked

    def _get_target_blocker(self):
        """Return ``{id: reason}`` of the lines whose target the user does not say."""
        user = self.env.user
        heads = user.sudo().head_branch_ids
        reasons = {}
        for line in self.sudo():
            above = line.parent_id.branch_id or line.branch_id
            if above not in heads:
                reasons[line.id] = self.env._(
                    "The target is said by the head of “%(branch)s”.", branch=above.name
                )
            elif line.user_id == user:
                reasons[line.id] = self.env._("Nobody says his own target.")
        return reasons

    def write(self, vals):
        if not self.env.su:
            vals = self._check_written(vals)
        return super().write(vals)

    def _check_written(self, vals):
        if vals.keys() - WRITTEN:
            raise AccessError(self.env._("Lines of a plan are made by the plan."))
        if "target" in vals and (reasons := self._get_target_blocker()):
            raise AccessError("\n".join(dict.fromkeys(reasons.values())))
        if not vals.keys() & {"override", "override_note"}:
            return vals
        heads = self.env.user.sudo().head_branch_ids
        if self.sudo().branch_id - heads:
            raise AccessError(
                self.env._("A forecast of one's own is said by the head of the branch.")
            )
        for line in self:
            note = vals.get("override_note", line.override_note)
            if vals.get("override", line.override) and not (note or "").strip():
                raise UserError(
                    self.env._("Say why you expect something else than the deals do.")
                )
        # who said it is set by the server
        self.sudo().write({"override_user_id": self.env.uid})
        return vals

    # ------------------------------------------------------------ giving below
    def action_open_spread(self):
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Give the Target Below"),
            "res_model": "bank.sales.plan.spread",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_line_id": self.id},
        }

    def _spread(self, rule, is_deep):
        """Give the target of each to those below, by a rule; sums agree to the unit.

        Equally, by what was sold a year ago, or by the deals in work. Who gives cannot
        give to himself: what a higher head has said of him is taken off first.
        """
        weights = {"equal": None, "last_year": "last_year", "potential": "open"}
        name = weights[rule]
        for line in self:
            kept = line.child_ids.filtered(lambda child: not child.can_target)
            below = line.child_ids - kept
            shares = [child[name] if name else 1 for child in below]
            left = max(line.target - sum(kept.mapped("target")), 0)
            parts = plan_tools.spread(left, shares)
            for child, part in zip(below, parts, strict=True):
                child.target = part
            if is_deep:
                below._spread(rule, is_deep)
