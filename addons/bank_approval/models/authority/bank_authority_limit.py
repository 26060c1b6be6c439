# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from ...tools import authority


class BankAuthorityLimit(models.Model):
    """How far one employee, the holders of a role or a committee decides."""

    _name = "bank.authority.limit"
    _description = "Limit of Authority"
    _inherit = ["bank.approval.drawn.part.mixin", "bank.logged.config.mixin"]
    _order = "matrix_id, exposure_limit, id"
    _draft_field = "matrix_id"

    matrix_id = fields.Many2one(
        comodel_name="bank.authority.matrix",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="matrix_id.company_id")
    currency_id = fields.Many2one(related="matrix_id.currency_id")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Employee",
        index="btree_not_null",
        ondelete="restrict",
        domain=[("share", "=", False)],
        help="His own limit stands in the place of the limits of his roles.",
    )
    group_id = fields.Many2one(
        comodel_name="res.groups",
        string="Role",
        index="btree_not_null",
        ondelete="restrict",
    )
    committee_id = fields.Many2one(
        comodel_name="bank.committee", index="btree_not_null", ondelete="restrict"
    )
    category_id = fields.Many2one(
        comodel_name="bank.product.category",
        string="Product",
        index="btree_not_null",
        ondelete="restrict",
        help="With all below it; empty: every product. A narrower row stands in the "
        "place of a wider one.",
    )
    ratings = fields.Char(help="Separated by commas; empty: every rating.")
    exposure_limit = fields.Monetary(
        string="Exposure of the Group Up To",
        required=True,
        help="All that the client and those related to him would owe.",
    )
    amount_limit = fields.Monetary(
        string="Amount Up To", help="Of the request itself; 0: as the exposure."
    )
    unsecured_limit = fields.Monetary(
        string="Unsecured Up To", help="Of the exposure; 0: as the exposure."
    )

    _check_holder = models.Constraint(
        "CHECK (num_nonnulls(user_id, group_id, committee_id) = 1)",
        "A limit is one employee's, one role's or one committee's.",
    )
    _check_amounts = models.Constraint(
        "CHECK (exposure_limit > 0 AND COALESCE(amount_limit, 0) >= 0 "
        "AND COALESCE(unsecured_limit, 0) >= 0)",
        "A limit lies above zero.",
    )

    @api.depends("user_id", "group_id", "committee_id", "matrix_id")
    def _compute_display_name(self):
        for limit in self:
            holder = limit.user_id or limit.group_id or limit.committee_id
            limit.display_name = self.env._(
                "%(holder)s: %(matrix)s",
                holder=holder.display_name or "",
                matrix=limit.matrix_id.display_name or "",
            )

    def _get_draft_message(self):
        return self.env._(
            "The matrix is in force: decisions rely on it. Make a new version."
        )

    # As plain data

    def _get_plain(self):
        """Return the rows as the plain core knows them."""
        return [limit._get_plain_row() for limit in self]

    def _get_plain_row(self):
        words = (self.ratings or "").split(",")
        return authority.Limit(
            key=self.id,
            holder=self._get_holder(),
            exposure=self.exposure_limit,
            amount=self.amount_limit,
            unsecured=self.unsecured_limit,
            category=self.category_id.id or None,
            ratings=frozenset(filter(None, (word.strip() for word in words))),
        )

    def _get_holder(self):
        if self.user_id:
            return ("user", self.user_id.id)
        if self.group_id:
            return ("role", self.group_id.id)
        return ("committee", self.committee_id.id)

    @api.model
    def _get_holders(self, user):
        """Return the holders whose limits are this user's."""
        return {("user", user.id), *(("role", id_) for id_ in user.all_group_ids.ids)}

    def _find_people(self):
        """Return the employees who have any of these limits, themselves or by a role."""
        return (self.user_id | self.group_id.all_user_ids).filtered(
            lambda user: user.active and not user.share
        )
