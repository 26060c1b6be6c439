# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankBranch(models.Model):
    """A unit of the bank that owns clients: head office, region, branch, desk.

    The tree is the wall: whoever works in a branch sees its clients and those of
    the branches below it, and nobody else's.
    """

    _name = "bank.branch"
    _description = "Bank Branch"
    _inherit = ["bank.logged.config.mixin", "mail.thread"]
    _parent_store = True
    _parent_name = "parent_id"
    _order = "complete_name"
    _rec_names_search = ["complete_name", "code"]
    _check_company_auto = True

    def _default_company_id(self):
        return self.env.company

    name = fields.Char(required=True, translate=True, tracking=True)
    complete_name = fields.Char(
        compute="_compute_complete_name", store=True, recursive=True, index="trigram"
    )
    code = fields.Char(
        required=True, copy=False, help="Short stable code, used by imports."
    )
    parent_id = fields.Many2one(
        comodel_name="bank.branch",
        string="Higher Branch",
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many(
        comodel_name="bank.branch", inverse_name="parent_id", string="Lower Branches"
    )
    head_id = fields.Many2one(
        comodel_name="res.users",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    calendar_id = fields.Many2one(
        comodel_name="resource.calendar",
        string="Working Hours",
        ondelete="restrict",
        check_company=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self._default_company_id(),
        index=True,
        ondelete="restrict",
    )
    active = fields.Boolean(default=True)
    user_ids = fields.Many2many(
        comodel_name="res.users",
        relation="bank_branch_res_users_rel",
        string="Employees",
    )

    _code_company_uniq = models.UniqueIndex(
        "(company_id, code)", "The code of a branch must be unique."
    )

    @api.depends("name", "parent_id.complete_name")
    def _compute_complete_name(self):
        for branch in self:
            parts = [branch.parent_id.complete_name, branch.name]
            branch.complete_name = " / ".join(part for part in parts if part)

    @api.depends("complete_name", "name")
    @api.depends_context("bank_branch_own_name")
    def _compute_display_name(self):
        """The whole path, or the own name where a column has no room for the path."""
        is_short = self.env.context.get("bank_branch_own_name")
        for branch in self:
            branch.display_name = branch.name if is_short else branch.complete_name

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"user_ids", "active", "head_id"}:
            # the wall of a user is computed once and kept by the rule cache
            self.env.registry.clear_cache()
        return result
