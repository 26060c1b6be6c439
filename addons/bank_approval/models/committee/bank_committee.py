# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from fractions import Fraction

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.tally import Member, Rule

COUNTED_FIELDS = {
    "chairman_id", "deputy_chairman_id", "rule", "base", "share", "quorum", "quorum_count",
    "is_early", "has_casting_vote", "for_count",
}  # fmt: skip


class BankCommittee(models.Model):
    """A body that decides by votes: who sits in it and how it counts."""

    _name = "bank.committee"
    _description = "Committee"
    _inherit = ["bank.logged.config.mixin"]
    _order = "name, id"
    # the counter of minutes is the program's own: gapless, under the row's lock
    _server_fields = ("minutes_year", "minutes_last")

    def _default_company_id(self):
        return self.env.company

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Stands in the number of the minutes.")
    active = fields.Boolean(default=True)
    branch_id = fields.Many2one(comodel_name="bank.branch", index=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        default=lambda self: self._default_company_id(),
    )
    chairman_id = fields.Many2one(comodel_name="res.users", required=True)
    deputy_chairman_id = fields.Many2one(
        comodel_name="res.users",
        help="A member who presides where the chairman is absent or takes no part.",
    )
    secretary_id = fields.Many2one(
        comodel_name="res.users",
        required=True,
        help="Prepares the meetings and keeps the minutes; has no vote by it.",
    )
    deputy_secretary_ids = fields.Many2many(
        comodel_name="res.users",
        relation="bank_committee_deputy_secretary_rel",
        string="Deputy Secretaries",
        help="Do the secretary's work, above all for what he has begun himself.",
    )
    member_ids = fields.One2many(
        comodel_name="bank.committee.member", inverse_name="committee_id"
    )
    group_ids = fields.One2many(
        comodel_name="bank.committee.group",
        inverse_name="committee_id",
        string="Groups",
        help="Of whom some have to take part, or to be for, whatever the rule.",
    )
    group_note = fields.Char(compute="_compute_group_note", exportable=False)
    seat_user_ids = fields.Many2many(
        comodel_name="res.users",
        relation="bank_committee_seat_rel",
        string="Who Sees Its Matters",
        compute="_compute_seat_user_ids",
        store=True,
    )
    rule = fields.Selection(
        selection=[
            ("majority", "Majority"),
            ("share", "Stated share"),
            ("count", "Stated number"),
            ("unanimity", "Nobody against"),
            ("all", "Everybody for"),
            ("any", "One is enough"),
            ("chairman", "The chairman decides"),
        ],
        required=True,
        default="majority",
    )
    base = fields.Selection(
        selection=[
            ("cast", "of those voting"),
            ("expressed", "of those voting, without abstentions"),
            ("entitled", "of all who may vote"),
        ],
        string="Counted",
        required=True,
        default="cast",
    )
    share = fields.Float(string="Share, %", help="What part must be for.")
    for_count = fields.Integer(
        string="Number of Votes For",
        help="How many members must be for, whatever they weigh; as many have to take "
        "part.",
    )
    quorum = fields.Float(
        string="Quorum, %", default=50, help="What part of the voters must take part."
    )
    quorum_count = fields.Integer(string="Least Number", default=2)
    is_early = fields.Boolean(
        string="Ends Early",
        help="Voting on a matter ends as soon as the votes that are missing change "
        "nothing; the secretary counts them as always.",
    )
    has_casting_vote = fields.Boolean(
        string="Casting Vote", help="Where exactly half is for, the chairman decides."
    )
    regulations = fields.Html()
    minutes_year = fields.Integer(readonly=True, copy=False)
    minutes_last = fields.Integer(readonly=True, copy=False)

    _code_uniq = models.Constraint(
        "UNIQUE (company_id, code)", "Another committee has this code."
    )
    _check_parts = models.Constraint(
        "CHECK (quorum BETWEEN 0 AND 100 AND share BETWEEN 0 AND 100 "
        "AND quorum_count >= 1 AND (rule <> 'share' OR share > 0))",
        "Parts lie between 0 and 100 percent; a quorum is one member at least.",
    )
    _check_number = models.Constraint(
        "CHECK (rule <> 'count' OR for_count >= 1)",
        "Say how many members must be for.",
    )

    @api.depends(
        "group_ids.name", "group_ids.quorum_count", "group_ids.for_count",
        "member_ids.group_id",
    )  # fmt: skip
    @api.depends_context("lang")
    def _compute_group_note(self):
        """Name the groups that have fewer members than they have to give votes."""
        for committee in self:
            short = committee.group_ids.filtered(
                lambda group: len(group.member_ids) < group._get_attendance()
            )
            committee.group_note = bool(short) and self.env._(
                "Too few members for: %(names)s. Nothing passes until members are put "
                "into the group.",
                names=", ".join(short.mapped("name")),
            )

    @api.depends(
        "chairman_id",
        "secretary_id",
        "deputy_secretary_ids",
        "member_ids.active",
        "member_ids.user_id",
        "member_ids.substitute_ids",
    )
    def _compute_seat_user_ids(self):
        for committee in self:
            members = committee.member_ids
            committee.seat_user_ids = (
                committee.chairman_id
                | committee._get_secretaries()
                | members.user_id
                | members.substitute_ids
            )

    @api.constrains("deputy_chairman_id", "member_ids")
    def _check_deputy(self):
        for committee in self:
            deputy = committee.deputy_chairman_id
            if deputy and deputy not in committee.member_ids.user_id:
                raise ValidationError(
                    self.env._("The deputy chairman is a member. Give him a seat.")
                )

    @api.constrains("secretary_id", "deputy_secretary_ids", "member_ids")
    def _check_secretary(self):
        for committee in self:
            if committee._get_secretaries() & committee.member_ids.user_id:
                raise ValidationError(
                    self.env._("The secretary counts the votes and has none himself.")
                )

    def write(self, vals):
        if counted := vals.keys() & COUNTED_FIELDS:
            self._check_not_in_session()
            kept = self.filtered(lambda row: counted - row._find_vacant())
            kept._check_nothing_waits()
        return super().write(vals)

    def _find_vacant(self):
        """Return the offices whose holders work here no more: others follow them."""
        names = ("chairman_id", "deputy_chairman_id")
        return {name for name in names if self[name] and not self[name].active}

    def _check_nothing_waits(self):
        """Nobody changes by himself who will vote on what was sent along a route.

        Another committee is named by a new version of the route, which is proved and put
        into force by a second person.
        """
        waits = fields.Domain("state", "=", "queued") & fields.Domain(
            "task_id", "!=", False
        )
        waits |= fields.Domain("state", "in", ["agenda", "voting", "counting"])
        domain = fields.Domain("committee_id", "in", self.ids) & waits
        if self.env["bank.committee.item"].sudo().search_count(domain, limit=1):
            raise UserError(
                self.env._(
                    "Requests wait for this committee, or matters are on its agenda: "
                    "who votes and how it is counted stays until they are decided. For "
                    "what comes later name another committee in a new version of the "
                    "route."
                )
            )

    def _check_count_stands(self):
        self._check_not_in_session()
        self._check_nothing_waits()

    def _check_not_in_session(self):
        """Who votes and how it is counted stays as it was when the meeting opened."""
        domain = [("committee_id", "in", self.ids), ("state", "=", "open")]
        if self.env["bank.committee.meeting"].sudo().search_count(domain, limit=1):
            raise UserError(
                self.env._("A meeting is open. Change the committee when it is closed.")
            )

    def _get_secretaries(self):
        """Return the secretary and his deputies, him first."""
        return self.secretary_id | self.deputy_secretary_ids

    # What the plain core counts with

    def _get_rule(self):
        self.ensure_one()
        return Rule(
            kind=self.rule,
            quorum=Fraction(str(self.quorum)),
            quorum_count=self.quorum_count,
            share=Fraction(str(self.share)),
            base=self.base,
            is_early=self.is_early,
            has_casting_vote=self.has_casting_vote,
            count=self.for_count,
            minimums=self.group_ids._get_minimums(),
        )

    def _get_seats_of_chairmen(self):
        """Return the seats of the chairman and of his deputy, in this order."""
        users = self.chairman_id, self.deputy_chairman_id
        seats = {member.user_id: member for member in self.member_ids}
        return [seats[user] for user in users if user in seats]

    def _get_members(self, presiding):
        """Return the members as the plain core knows them.

        :param presiding: the seat of who presides, or an empty set
        """
        self.ensure_one()
        return [
            Member(
                member.id,
                weight=Fraction(str(member.weight)),
                has_veto=member.has_veto,
                is_chairman=member == presiding,
                group=member.group_id.id or None,
            )
            for member in self.member_ids
        ]

    def _take_number(self):
        """Return year and next number of the minutes.

        The counter is a column: a rollback gives the number back, and a meeting that
        is written up at the same moment is refused by the database and tried again.
        """
        self.ensure_one()
        self.flush_recordset()
        year = self.company_id._get_today().year
        self.env.cr.execute(
            """
            UPDATE bank_committee
               SET minutes_last = CASE WHEN minutes_year = %(year)s
                                       THEN minutes_last + 1 ELSE 1 END,
                   minutes_year = %(year)s
             WHERE id = %(id)s RETURNING minutes_last
            """,
            {"year": year, "id": self.id},
        )
        (number,) = self.env.cr.fetchone()
        self.invalidate_recordset(["minutes_year", "minutes_last"])
        return year, number
