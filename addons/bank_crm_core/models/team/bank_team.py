# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError

ADMINISTRATOR = "bank_base.group_bank_administrator"


class BankTeam(models.Model):
    """A saved team: who works together, put onto documents in one action.

    A team without an owner is the bank's: an administrator keeps it, everybody uses
    it, stages of a process add it. One with an owner is his own.
    """

    _name = "bank.team"
    _description = "Saved Team"
    _inherit = ["bank.logged.config.mixin"]
    _order = "name, id"

    name = fields.Char(required=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Whose",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        help="Nobody: a team of the whole bank.",
    )
    line_ids = fields.One2many(
        comodel_name="bank.team.line", inverse_name="team_id", string="Members"
    )
    active = fields.Boolean(default=True)
    is_mine = fields.Boolean(compute="_compute_is_mine")

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        is_administrator = self.env.user.has_group(ADMINISTRATOR)
        for team in self:
            is_banks = not team.user_id and is_administrator
            team.is_mine = is_banks or team.user_id == self.env.user

    @api.model
    def _get_owner_id(self):
        is_banks = self.env.su or self.env.user.has_group(ADMINISTRATOR)
        return not is_banks and self.env.uid

    @api.model_create_multi
    def create(self, vals_list):
        # set, not only defaulted: nobody saves a team in another's name, or the bank's
        owner = self._get_owner_id()
        return super().create([{"user_id": owner, **_drop(vals)} for vals in vals_list])

    def write(self, vals):
        self._check_owner()
        return super().write(_drop(vals))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_of_others(self):
        self._check_owner()

    def _check_owner(self):
        if not self.env.su and not all(self.mapped("is_mine")):
            raise AccessError(
                self.env._(
                    "A saved team is changed by whose it is, one of the bank by an "
                    "administrator. Save one of your own."
                )
            )


def _drop(vals):
    return {name: vals[name] for name in vals if name != "user_id"}
