# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

KINDS = [
    ("terms", "Terms of the product"),
    ("price", "Price"),
    ("borrower", "Requirements for the client"),
    ("collateral", "Security"),
    ("ratio", "Financial ratio"),
    ("papers", "Papers and order"),
    ("other", "Other"),
]


class BankPolicy(models.Model):
    """A rule of the bank from which a decision may depart, openly and by right.

    A version in force never changes: exceptions name the version they depart from.
    """

    _name = "bank.policy"
    _description = "Policy of the Bank"
    _inherit = ["bank.approval.rule.mixin", "bank.approval.drawn.mixin"]

    code = fields.Char(help="As the order of the bank numbers it.")
    kind = fields.Selection(selection=KINDS, required=True, default="terms")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Owner",
        index="btree_not_null",
        ondelete="restrict",
        domain=[("share", "=", False)],
        help="Answers for the rule and for how often it is departed from.",
    )
    text = fields.Text(string="Rule", required=True, translate=True)
    date_start = fields.Date(string="Valid From")
    date_end = fields.Date(string="Valid Until")
    severity_ids = fields.One2many(
        comodel_name="bank.policy.severity",
        inverse_name="policy_id",
        string="Severity Scale",
        copy=True,
    )
    requirement_ids = fields.One2many(
        comodel_name="bank.policy.requirement",
        inverse_name="policy_id",
        string="Minimum Requirements",
        copy=True,
    )
    origin_id = fields.Many2one(
        comodel_name="bank.policy",
        string="First Version",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    drafter_ids = fields.Many2many(relation="bank_policy_drafter_rel")

    _check_dates = models.Constraint(
        "CHECK (date_start <= date_end)", "It begins before it ends."
    )

    @api.constrains("severity_ids")
    def _check_severity_ids(self):
        for policy in self:
            values = policy.severity_ids.mapped("value")
            if len(values) != len(set(values)):
                raise ValidationError(
                    self.env._("Two degrees of severity have the same number.")
                )

    def _get_stages(self):
        return self.severity_ids.sorted(lambda row: (row.value, row.id))

    def _get_frozen_fields(self):
        return super()._get_frozen_fields() | {
            "company_id", "code", "kind", "text", "date_start", "date_end",
            "severity_ids", "requirement_ids",
        }  # fmt: skip

    def _get_duties_question(self):
        # nobody decides by a policy: there is nothing to prove
        none = self.env["bank.approval.route"].browse()
        return none, self.env["bank.authority.limit"].browse()

    def _get_accept_blocker(self):
        return self.env._("Nobody decides by a policy: there is nothing to accept.")

    def _get_drawing_blocker(self):
        if not self.severity_ids:
            return self.env._("A policy needs a scale of severity. Add its degrees.")
        if self.requirement_ids.severity_id - self.severity_ids:
            return self.env._("A requirement names a degree of another policy.")
        return super()._get_drawing_blocker()

    def _repair_references(self, source):
        """Requirements of the copy name the degrees of their own version."""
        twins = dict(zip(source._get_stages(), self._get_stages(), strict=True))
        for row in self.requirement_ids:
            row.severity_id = twins[row.severity_id]

    # In force

    @api.model
    def _get_valid_domain(self, company):
        today = company._get_today()
        started, ended = (
            fields.Domain("date_start", "<=", today),
            fields.Domain("date_end", ">=", today),
        )
        return (
            fields.Domain("state", "=", "published")
            & fields.Domain("company_id", "=", company.id)
            & (started | fields.Domain("date_start", "=", False))
            & (ended | fields.Domain("date_end", "=", False))
        )

    @api.model
    def _find_valid(self, company):
        """Return the policies that are in force today."""
        # rules of the bank, known to everybody who works in it
        return self.sudo().search(self._get_valid_domain(company))

    def _get_line_key(self):
        return (self.origin_id or self).id
