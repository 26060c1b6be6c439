# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import float_compare, format_date

from ...tools import ownership

SHARE_DIGITS = 4


class BankRelation(models.Model):
    """One end is something to the other, from a date to a date.

    There is one row a relation; from the second end it is read by the inverse name.
    What was entered stays: a relation is ended, and a new share is a new row that
    continues the one before.
    """

    _name = "bank.relation"
    _description = "Relation"
    _inherit = ["bank.feed.mixin"]
    _order = "date_to DESC NULLS FIRST, date_from DESC NULLS LAST, id DESC"
    _access_logged = True

    type_id = fields.Many2one(
        comodel_name="bank.relation.type",
        required=True,
        index=True,
        ondelete="restrict",
    )
    is_symmetric = fields.Boolean(
        related="type_id.is_symmetric", store=True, related_sudo=True
    )
    partner_from_id = fields.Many2one(
        comodel_name="res.partner",
        string="Who",
        required=True,
        index=True,
        ondelete="restrict",
    )
    partner_to_id = fields.Many2one(
        comodel_name="res.partner",
        string="To Whom",
        required=True,
        index=True,
        ondelete="restrict",
    )
    branch_from_id = fields.Many2one(
        related="partner_from_id.branch_id",
        string="Branch of the First",
        store=True,
        index=True,
        related_sudo=True,
    )
    branch_to_id = fields.Many2one(
        related="partner_to_id.branch_id",
        string="Branch of the Second",
        store=True,
        index=True,
        related_sudo=True,
    )
    share = fields.Float(
        string="Share, %",
        digits=(7, SHARE_DIGITS),
        aggregator=None,
        help="0: not known.",
    )
    position = fields.Char(
        string="Job Position", help="As it is called in the company."
    )
    date_from = fields.Date(string="Since")
    date_to = fields.Date(string="Until", help="The last day.")
    is_current = fields.Boolean(
        compute="_compute_is_current", search="_search_is_current"
    )
    replaces_id = fields.Many2one(
        comodel_name="bank.relation",
        string="Continues",
        index="btree_not_null",
        copy=False,
        ondelete="set null",
        help="The relation that ends on the day before this one begins.",
    )
    date_to_replaced = fields.Date(
        string="End of What It Continues",
        readonly=True,
        copy=False,
        help="The end that the continued relation had before this one was entered: "
        "it is given back when this one is taken back.",
    )
    source = fields.Selection(
        selection=[
            ("client", "Words of the Client"),
            ("document", "Document"),
            ("register", "Public Register"),
            ("bank", "Known to the Bank"),
            ("feed", "Other System"),
        ],
        required=True,
        default="client",
        help="Where the bank knows it from.",
    )
    comment = fields.Text()
    source_key = fields.Char(
        string="Key in the Source System", readonly=True, copy=False
    )

    # as it is read from one of the ends: the context names it
    other_id = fields.Many2one(
        comodel_name="res.partner",
        string="Related to",
        compute="_compute_side",
        compute_sudo=True,
    )
    side_name = fields.Char(
        string="Who He Is", compute="_compute_side", compute_sudo=True
    )

    _check_ends = models.Constraint(
        "CHECK (partner_from_id <> partner_to_id)",
        "Nobody is related to himself: choose two different cards.",
    )
    _check_share = models.Constraint(
        "CHECK (share IS NULL OR share BETWEEN 0 AND 100)",
        "A share is between 0 and 100 %.",
    )
    _check_dates = models.Constraint(
        "CHECK (date_to >= date_from)", "A relation ends after it begins."
    )
    # ranges of one number stand for equality: plain gist needs no extension for them
    _no_overlap = models.Constraint(
        """EXCLUDE USING gist (
            int4range(type_id, type_id, '[]') WITH =,
            int4range(
                CASE WHEN is_symmetric THEN LEAST(partner_from_id, partner_to_id)
                     ELSE partner_from_id END,
                CASE WHEN is_symmetric THEN LEAST(partner_from_id, partner_to_id)
                     ELSE partner_from_id END, '[]') WITH =,
            int4range(
                CASE WHEN is_symmetric THEN GREATEST(partner_from_id, partner_to_id)
                     ELSE partner_to_id END,
                CASE WHEN is_symmetric THEN GREATEST(partner_from_id, partner_to_id)
                     ELSE partner_to_id END, '[]') WITH =,
            daterange(date_from, date_to, '[]') WITH &&)""",
        "The same relation is there already for some of these days. End it first, or "
        "choose a later date.",
    )
    _source_key_uniq = models.UniqueIndex("(source_key) WHERE source_key IS NOT NULL")

    @api.depends("date_from", "date_to")
    def _compute_is_current(self):
        today = fields.Date.context_today(self)
        for relation in self:
            relation.is_current = (
                not relation.date_from or relation.date_from <= today
            ) and (not relation.date_to or relation.date_to >= today)

    @api.model
    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        current = self._get_current_domain()
        return Domain.OR(current if wanted else ~current for wanted in value)

    @api.model
    def _get_current_domain(self, day=None):
        """Return the domain of what holds on a day, today where none is given."""
        day = day or fields.Date.context_today(self)
        return (Domain("date_from", "=", False) | Domain("date_from", "<=", day)) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", day)
        )

    @api.depends("partner_from_id", "partner_to_id", "type_id")
    @api.depends_context("relation_of")
    def _compute_side(self):
        """The other end and what he is, seen from the card in ``relation_of``.

        Both ends are named to whoever sees the relation; a forged context names the
        one end or the other of a relation that the reader sees anyway.
        """
        of = self.env.context.get("relation_of")
        for relation in self:
            is_from = relation.partner_to_id.id == of
            other = relation.partner_from_id if is_from else relation.partner_to_id
            relation.other_id = other
            relation.side_name = relation.type_id._get_side_name(is_from)

    @api.depends("partner_from_id", "partner_to_id", "type_id.name")
    def _compute_display_name(self):
        for relation in self:
            # the ends of a visible relation are named in it
            ends_sudo = relation.sudo()
            relation.display_name = self.env._(
                "%(who)s: %(type)s – %(whom)s",
                who=ends_sudo.partner_from_id.name or "",
                type=relation.type_id.name or "",
                whom=ends_sudo.partner_to_id.name or "",
            )

    # What may be entered

    @api.constrains("type_id", "partner_from_id", "partner_to_id", "share")
    def _check_kinds(self):
        # the kind of an end behind another wall is no secret to who sees the relation
        for relation in self.sudo():
            kind = relation.type_id
            for end, wanted in (
                (relation.partner_from_id, kind.kind_from),
                (relation.partner_to_id, kind.kind_to),
            ):
                if wanted != "any" and end.is_company != (wanted == "company"):
                    raise ValidationError(
                        relation._get_kind_message(end, wanted == "company")
                    )
            if relation.share and not kind.has_share:
                raise ValidationError(
                    self.env._(
                        "A relation “%(type)s” has no share.", type=kind.display_name
                    )
                )

    def _get_kind_message(self, end, is_company):
        values = {"name": end.name, "type": self.type_id.name}
        if is_company:
            return self.env._(
                "“%(name)s” is a person; a relation “%(type)s” wants a legal entity "
                "there.",
                **values,
            )
        return self.env._(
            "“%(name)s” is a legal entity; a relation “%(type)s” wants a person there.",
            **values,
        )

    @api.constrains("partner_from_id", "partner_to_id")
    def _check_behind_wall(self):
        """A relation of two people who are nobody's clients would be seen by nobody."""
        for relation in self.sudo():
            if not (relation.branch_from_id or relation.branch_to_id):
                raise ValidationError(
                    self.env._(
                        "At least one of the two is a client of the bank or a contact "
                        "of a client."
                    )
                )

    @api.constrains("share", "partner_to_id", "date_from", "date_to")
    def _check_shares(self):
        """At no date more than the whole of a company is owned."""
        owned = self.filtered("share").sudo().partner_to_id
        rows = self.sudo().search(
            [("partner_to_id", "in", owned.ids), ("share", ">", 0)]
        )
        for company, relations in rows.grouped("partner_to_id").items():
            day, total = ownership.find_fullest_day(
                [(row.date_from, row.date_to, row.share) for row in relations]
            )
            if float_compare(total, 100, precision_digits=SHARE_DIGITS) > 0:
                raise ValidationError(self._get_shares_message(company, day, total))

    def _get_shares_message(self, company, day, total):
        """Whoever does not see the company learns no more than that it does not fit."""
        if not company.sudo(self.env.su).has_access("read"):
            return self.env._(
                "The shares of “%(company)s” would be more than 100 %%.",
                company=company.name,
            )
        return self.env._(
            "The shares of “%(company)s” would add up to %(total)s %% on %(date)s. End "
            "or correct the share of another owner first.",
            company=company.name,
            total=f"{total:.10g}",
            date=format_date(self.env, day) if day else self.env._("the first day"),
        )
