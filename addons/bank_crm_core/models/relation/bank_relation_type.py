# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

KINDS = [("any", "Anybody"), ("person", "Person"), ("company", "Legal Entity")]


class BankRelationType(models.Model):
    """How two people or companies are related: one name for each end, and what the
    relation means to the bank. A bank adds its own without code.

    The first end *is* the name to the second: a director is the director of a company,
    the company is the company he directs.
    """

    _name = "bank.relation.type"
    _description = "Type of Relation"
    _inherit = ["bank.logged.config.mixin"]
    _order = "sequence, id"

    name = fields.Char(
        string="The First Is",
        required=True,
        translate=True,
        help="What the first end is to the second: director.",
    )
    inverse_name = fields.Char(
        string="The Second Is",
        translate=True,
        help="What the second end is to the first: company directed by him. Empty where "
        "both are the same to each other.",
    )
    code = fields.Char(required=True, copy=False)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    nature = fields.Selection(
        selection=[
            ("kinship", "Kinship"),
            ("work", "Work"),
            ("ownership", "Ownership"),
            ("influence", "Influence"),
            ("guarantee", "Guarantee"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
    )
    kind_from = fields.Selection(
        selection=KINDS, string="First End", required=True, default="any"
    )
    kind_to = fields.Selection(
        selection=KINDS, string="Second End", required=True, default="any"
    )
    is_symmetric = fields.Boolean(
        string="The Same Both Ways", help="Spouses, sisters, members of one holding."
    )
    has_share = fields.Boolean(
        string="Has a Share",
        help="The first end owns a share of the second. Shares of one company at one "
        "date are at most 100 %, and ultimate owners are computed from them.",
    )
    is_control = fields.Boolean(
        string="Controls Decisions",
        help="The first end decides for the second, whatever share he has: he is named "
        "among those who control a company.",
    )
    is_executive = fields.Boolean(
        string="Sole Executive",
        help="Named as beneficial owner where nobody else is found (law 115-FZ).",
    )
    group_kind = fields.Selection(
        selection=[("household", "Household"), ("holding", "Holding")],
        string="Forms a",
        help="Both ends are proposed as members of one such group.",
    )
    relation_count = fields.Integer(
        compute="_compute_relation_count", string="Relations"
    )

    _code_uniq = models.UniqueIndex("(code)", "The code of a type must be unique.")
    _check_inverse = models.Constraint(
        "CHECK (is_symmetric OR inverse_name IS NOT NULL)",
        "Say what the second end is to the first.",
    )
    _check_symmetric = models.Constraint(
        "CHECK (NOT is_symmetric OR "
        "(kind_from = kind_to AND NOT has_share AND NOT is_control))",
        "A relation that is the same both ways has the same kind of client at both "
        "ends, no share and no control.",
    )

    def _compute_relation_count(self):
        """Of all branches: a number of rows tells of no client."""
        counts = dict(
            self.env["bank.relation"]
            .sudo()
            ._read_group([("type_id", "in", self.ids)], ["type_id"], ["__count"])
        )
        for kind in self:
            kind.relation_count = counts.get(kind._origin, 0)

    @api.model
    def _get_fixed_fields(self):
        """Hook: what cannot change any more once there are relations of the type."""
        return {"code", "is_symmetric", "has_share", "kind_from", "kind_to"}

    def write(self, vals):
        fixed = self._get_fixed_fields() & vals.keys()
        used = self.env["bank.relation"].sudo()._find_types(self) if fixed else self[:0]
        for kind in used & self:
            if any(kind[name] != vals[name] for name in fixed):
                raise UserError(
                    self.env._(
                        "There are relations of the type “%(type)s”: its code, its "
                        "ends, symmetry and share stay. Archive it and enter another.",
                        type=kind.name,
                    )
                )
        return super().write(vals)

    @api.constrains("is_executive", "has_share", "kind_to")
    def _check_owned_is_company(self):
        for kind in self:
            if (kind.is_executive or kind.has_share) and kind.kind_to != "company":
                raise ValidationError(
                    self.env._(
                        "Only a legal entity is owned in shares or has an executive: "
                        "set the second end of “%(type)s”.",
                        type=kind.name,
                    )
                )

    def _get_side_name(self, is_from):
        """Return what the end is to the other one."""
        self.ensure_one()
        return self.name if is_from or self.is_symmetric else self.inverse_name
