# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

MANAGER = "bank_crm_core.group_crm_manager"


class BankSalesPlan(models.Model):
    """What is to be sold in a period, from the bank down to each employee."""

    _name = "bank.sales.plan"
    _description = "Sales Plan"
    _inherit = ["bank.logged.config.mixin"]
    _order = "date_start desc, id desc"
    _server_fields = ("date_counted",)

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    date_start = fields.Date(string="From", required=True)
    date_end = fields.Date(string="To", required=True)
    branch_id = fields.Many2one(
        comodel_name="bank.branch",
        string="Planned for",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_branch_id(),
        help="With all branches below.",
    )
    product_category_id = fields.Many2one(
        comodel_name="bank.product.category",
        string="Products",
        ondelete="restrict",
        help="With all categories below. Empty: everything that is sold.",
    )
    segment_id = fields.Many2one(
        comodel_name="bank.segment",
        string="Clients",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('is_shared', '=', True)]",
        help="Deals with clients who are in this segment when the plan is counted. "
        "Empty: with all clients.",
    )
    currency_id = fields.Many2one(related="branch_id.company_id.currency_id")
    line_ids = fields.One2many(
        comodel_name="bank.sales.plan.line", inverse_name="plan_id", string="Targets"
    )
    date_counted = fields.Datetime(string="Counted On", readonly=True, copy=False)
    target = fields.Monetary(
        compute="_compute_figures",
        help="Of all the plan, or of the part of it that you may see.",
    )
    fact = fields.Monetary(string="Sold", compute="_compute_figures")
    completion = fields.Float(string="Done, %", compute="_compute_figures")

    _check_period = models.Constraint(
        "CHECK (date_end > date_start)", "A plan ends after it begins."
    )

    def _default_branch_id(self):
        return self.env.user.sudo().branch_ids[:1]

    @api.depends("line_ids.target", "line_ids.fact")
    @api.depends_context("uid")
    def _compute_figures(self):
        """Of the highest lines that the user may read: an employee sees his own."""
        lines = self.env["bank.sales.plan.line"].search([("plan_id", "in", self.ids)])
        highest = lines.filtered(lambda line: line.parent_id not in lines)
        by_plan = highest.grouped("plan_id")
        for plan in self:
            tops = by_plan.get(plan._origin, lines.browse())
            plan.target = sum(tops.mapped("target"))
            plan.fact = sum(tops.mapped("fact"))
            plan.completion = 100 * plan.fact / plan.target if plan.target else 0

    @api.constrains("branch_id")
    def _check_own_branch(self):
        """A plan is made by who heads the branch it is made for."""
        for plan in self:
            plan._check_head()

    def _check_head(self):
        heads = self.env.user.sudo().head_branch_ids
        if not self.env.su and self.branch_id - heads:
            raise AccessError(
                self.env._("The plan of a branch is made by its head or a higher one.")
            )

    @api.constrains("segment_id")
    def _check_segment(self):
        """A plan is for many people: so is whom it is made for."""
        for plan in self:
            segment = plan.segment_id
            if segment and not segment.sudo().is_shared:
                raise ValidationError(
                    self.env._(
                        "“%(segment)s” is its author's own. Choose a segment that is "
                        "for everybody.",
                        segment=segment.sudo().name,
                    )
                )

    @api.constrains(
        "branch_id", "date_start", "date_end", "product_category_id", "segment_id"
    )
    def _check_alone(self):
        for plan in self:
            same = self.sudo().search_count(plan._get_same_domain())
            if same:
                raise ValidationError(
                    self.env._("There is a plan for this branch and period already.")
                )

    def _get_same_domain(self):
        """Hook: other plans that count the same."""
        return (
            Domain("id", "!=", self.id)
            & Domain("branch_id", "=", self.branch_id.id)
            & Domain("date_start", "=", self.date_start)
            & Domain("date_end", "=", self.date_end)
            & Domain("product_category_id", "=", self.product_category_id.id)
            & Domain("segment_id", "=", self.segment_id.id)
        )

    # ------------------------------------------------------------ who is planned for
    def action_build(self):
        """Give every branch and every employee who sells there a line, once."""
        self.check_access("write")
        for plan in self:
            plan._check_head()
            plan._build()
        return self.action_count()

    def _build(self):
        # asked above: the tree of branches and who works there is no secret of clients
        plan_sudo = self.sudo()
        inside = [("id", "child_of", plan_sudo.branch_id.ids)]
        branches = plan_sudo.branch_id.search(inside, order="parent_path")
        lines = plan_sudo.line_ids
        known = {(line.branch_id.id, line.user_id.id): line for line in lines}
        for branch in branches:
            if (branch.id, False) not in known:
                above = known.get((branch.parent_id.id, False))
                known[branch.id, False] = lines.create(
                    self._prepare_line(branch, above)
                )
        missing = [
            {**self._prepare_line(branch, known[branch.id, False]), "user_id": user.id}
            for branch in branches
            for user in branch.user_ids
            if user.active
            and user.has_group(MANAGER)
            and (branch.id, user.id) not in known
        ]
        lines.create(missing)

    def _prepare_line(self, branch, above):
        return {
            "plan_id": self.id,
            "branch_id": branch.id,
            "parent_id": above.id if above else False,
        }

    def action_open_chart(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_deals.bank_sales_plan_figure_action"
        )
        return {**action, "domain": [("plan_id", "=", self.id)], "context": {}}
