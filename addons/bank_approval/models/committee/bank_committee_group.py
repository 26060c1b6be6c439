# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from ...tools.minimums import Minimum


class BankCommitteeGroup(models.Model):
    """A group of members that has a say of its own: risk, business, lawyers.

    Whatever the rule of the committee, a matter passes only with the votes that each
    group has to give, and nothing is decided without those who have to take part.
    """

    _name = "bank.committee.group"
    _description = "Group of a Committee"
    _inherit = ["bank.logged.config.mixin"]
    _order = "committee_id, id"

    committee_id = fields.Many2one(
        comodel_name="bank.committee", required=True, index=True, ondelete="restrict"
    )
    name = fields.Char(required=True)
    quorum_count = fields.Integer(
        string="Least Taking Part",
        help="How many of the group take part at least, however they vote.",
    )
    for_count = fields.Integer(
        string="Least For",
        default=1,
        help="How many of the group are for at least; they have to take part, then.",
    )
    member_ids = fields.One2many(
        comodel_name="bank.committee.member", inverse_name="group_id"
    )

    _name_uniq = models.Constraint(
        "UNIQUE (committee_id, name)", "The committee has a group of this name."
    )
    _check_least = models.Constraint(
        "CHECK (quorum_count >= 0 AND for_count >= 0)",
        "A least number is never below zero.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        groups = super().create(vals_list)
        groups.committee_id._check_count_stands()
        return groups

    def write(self, vals):
        committees = self.committee_id
        committees._check_count_stands()
        result = super().write(vals)
        (self.committee_id - committees)._check_count_stands()
        self.member_ids._check_group()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_counted(self):
        self.committee_id._check_count_stands()

    def _get_attendance(self):
        return max(self.quorum_count, self.for_count)

    def _get_minimums(self):
        """Return what the plain core counts by."""
        return tuple(
            Minimum(group.id, group.quorum_count, group.for_count) for group in self
        )
