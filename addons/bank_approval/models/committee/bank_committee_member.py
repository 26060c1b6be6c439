# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class BankCommitteeMember(models.Model):
    """A seat in a committee."""

    _name = "bank.committee.member"
    _description = "Member of a Committee"
    _inherit = ["bank.logged.config.mixin"]
    _rec_name = "user_id"
    _order = "committee_id, id"

    active = fields.Boolean(
        string="Sits There",
        default=True,
        help="Whoever has left the committee stands in its votes and minutes still.",
    )
    committee_id = fields.Many2one(
        comodel_name="bank.committee", required=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        comodel_name="res.users", required=True, index=True, ondelete="restrict"
    )
    substitute_ids = fields.Many2many(
        comodel_name="res.users",
        relation="bank_committee_substitute_rel",
        string="Substitutes",
        help="Who may vote for him while a delegation of his is in force.",
    )
    weight = fields.Float(default=1)
    has_veto = fields.Boolean(string="Veto")
    group_id = fields.Many2one(
        comodel_name="bank.committee.group",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('committee_id', '=', committee_id)]",
        help="For whom he sits there: the group may have to give votes of its own.",
    )

    _user_uniq = models.Constraint(
        "UNIQUE (committee_id, user_id)", "He sits in this committee already."
    )
    _check_weight = models.Constraint(
        "CHECK (weight > 0)", "A member without weight does not vote."
    )

    @api.constrains("group_id", "committee_id")
    def _check_group(self):
        for member in self:
            if member.group_id and member.group_id.committee_id != member.committee_id:
                raise ValidationError(
                    self.env._(
                        "“%(group)s” is a group of another committee.",
                        group=member.group_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        members = super().create(vals_list)
        members.committee_id._check_not_in_session()
        members.committee_id._check_nothing_waits()
        members.committee_id._check_secretary()
        return members

    def write(self, vals):
        committees = self.committee_id
        committees._check_not_in_session()
        if vals.keys() & {"user_id", "committee_id"}:
            self._check_not_standing(vals)
        # a substitute votes by a delegation that the member himself has given
        is_counted = bool(vals.keys() - {"substitute_ids"})
        if vals == {"active": False} and not any(self.user_id.mapped("active")):
            # the seat of who works here no more goes whatever waits
            is_counted = False
        if is_counted:
            committees._check_nothing_waits()
        result = super().write(vals)
        self.committee_id._check_not_in_session()
        if is_counted:
            (self.committee_id - committees)._check_nothing_waits()
        self.committee_id._check_secretary()
        self.committee_id._check_deputy()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_session(self):
        self.committee_id._check_not_in_session()
        if self._filter_standing():
            raise UserError(self._tell_standing())
        # the seat of who works here no more goes whatever waits
        self.filtered("user_id.active").committee_id._check_nothing_waits()
        if self.user_id & self.committee_id.deputy_chairman_id:
            raise UserError(
                self.env._("He is the deputy chairman. Name another one first.")
            )

    # What has been decided by it

    def _check_not_standing(self, vals):
        """A seat on which somebody has voted stays his: others get seats of their own."""
        changed = self.filtered(
            lambda seat: any(
                name in vals and seat[name].id != vals[name]
                for name in ("user_id", "committee_id")
            )
        )
        if changed._filter_standing():
            raise UserError(self._tell_standing())

    def _tell_standing(self):
        return self.env._(
            "The seat stands in votes, recusals or attendance: switch off “Sits There” "
            "and give a successor a seat of his own."
        )

    def _filter_standing(self):
        """Return the seats that stand in votes, recusals, attendance or a chair."""
        places = (
            ("bank.committee.vote", "member_id"),
            ("bank.committee.recusal", "member_id"),
            ("bank.committee.item", "presided_id"),
            ("bank.committee.item", "elected_id"),
            ("bank.committee.meeting", "elected_id"),
            ("bank.committee.meeting", "present_ids"),
        )
        standing = set()
        for model, name in places if self else ():
            rows = self.env[model].sudo().search([(name, "in", self.ids)])
            standing |= set(rows.with_context(active_test=False)[name].ids)
        return self.filtered(lambda seat: seat.id in standing)
