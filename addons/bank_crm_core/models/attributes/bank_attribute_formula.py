# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from odoo.addons.bank_base.tools.formula import (
    FormulaError,
    FormulaGraph,
    Rounding,
    Variable,
    parse,
)

# what every document with attributes has as a column
TERMS = {
    "amount": Variable("money"),
    "currency": Variable("text"),
    "term": Variable("number"),
    "rate": Variable("number"),
}
# under which kind a formula sees an attribute; what is not here it does not see
SEEN_AS = {
    "number": "number",
    "integer": "number",
    "text": "text",
    "long_text": "text",
    "selection": "text",
    "boolean": "boolean",
    "date": "date",
    "datetime": "date",
}


class BankAttribute(models.Model):
    """An attribute that nobody fills in: a formula over the terms and the others.

    What it yields lies in ``bank.attribute.value``, a row a document: a property is
    anybody's to edit, and knows no difference between nothing and zero.
    """

    _inherit = "bank.attribute"

    formula = fields.Text(
        help="Uses the codes of other attributes of the category and of those above, "
        "and amount, currency, term (months) and rate (per cent a year)."
    )
    formula_digits = fields.Integer(string="Decimal Places", default=2)
    result_kind = fields.Selection(
        selection=[
            ("number", "Number"),
            ("date", "Date"),
            ("text", "Text"),
            ("boolean", "Yes or No"),
        ],
        string="Result",
        compute="_compute_result",
        store=True,
    )
    result_unit = fields.Char(
        compute="_compute_result", store=True, string="Unit of the Result"
    )
    known_names = fields.Text(string="Names It May Use", compute="_compute_known_names")

    _check_formula_given = models.Constraint(
        "CHECK (kind <> 'computed' OR formula IS NOT NULL)",
        "Write the formula that the attribute is computed by.",
    )
    _check_formula_digits = models.Constraint(
        "CHECK (formula_digits BETWEEN 0 AND 12)",
        "The number of decimal places lies between 0 and 12.",
    )

    @api.depends("kind", "formula", "formula_digits", "category_id")
    def _compute_result(self):
        """What cannot be compiled has no kind; saving it is refused elsewhere."""
        for attribute in self:
            try:
                compiled = attribute.formula and attribute._compile_formula()
            except (FormulaError, ValueError):
                compiled = None
            is_plain = not compiled or compiled.unit == "1"
            attribute.result_kind = compiled.kind if compiled else False
            attribute.result_unit = False if is_plain else compiled.unit

    @api.depends("kind", "category_id")
    def _compute_known_names(self):
        terms = self._get_term_labels()
        for attribute in self:
            rows = [f"{name} – {label}" for name, label in terms.items()]
            rows += [f"{row.code} – {row.name}" for row in attribute._get_relatives()]
            attribute.known_names = "\n".join(rows)

    @api.model
    def _get_term_labels(self):
        return {
            "amount": self.env._("amount with its currency"),
            "currency": self.env._("code of the currency"),
            "term": self.env._("term in months"),
            "rate": self.env._("per cent a year"),
        }

    # ------------------------------------------------------------
    # Compiling
    # ------------------------------------------------------------

    def _get_relatives(self):
        """Return the attributes in use that a formula of this one may read."""
        self.ensure_one()
        return self.search(
            [
                ("category_id", "parent_of", self.category_id.ids),
                ("kind", "in", [*SEEN_AS, "computed"]),
                ("id", "!=", self._origin.id),
            ]
        ).filtered(lambda row: row._is_seen())

    def _is_seen(self):
        """Tell whether formulas may read this attribute."""
        return (
            bool(self.result_kind) if self.kind == "computed" else self.kind in SEEN_AS
        )

    def _is_seen_by(self, other):
        """Tell whether a formula of another attribute may read this one."""
        path = other.category_id.parent_path or ""
        is_above = path.startswith(self.category_id.parent_path or "-")
        return self != other and is_above and self._is_seen()

    def _get_variable(self):
        """Return the Variable under which formulas see this attribute."""
        if self.kind != "computed":
            unit = self.unit if self.kind in ("number", "integer") else ""
            return Variable(SEEN_AS[self.kind], unit or "")
        if self.result_unit == "money":
            return Variable("money")
        return Variable(self.result_kind, self.result_unit or "")

    def _compile_formula(self, relatives=None):
        """Return the compiled formula; raises FormulaError or ValueError."""
        if relatives is None:
            relatives = self._get_relatives()
        known = {row.code: row._get_variable() for row in relatives} | TERMS
        return parse(self.formula or "", known, Rounding(self.formula_digits))

    @api.constrains("code")
    def _check_code_is_no_term(self):
        for attribute in self:
            if attribute.code in TERMS or attribute.code == "today":
                raise ValidationError(
                    self.env._(
                        "“%(code)s” is a column of the agreement. Take another code.",
                        code=attribute.code,
                    )
                )

    @api.constrains("kind", "formula", "formula_digits", "category_id", "active")
    def _check_formula(self):
        """What is saved can be computed, and needs itself by no way round."""
        for attribute in self.filtered(lambda row: row.kind == "computed"):
            try:
                compiled = attribute._compile_formula()
                attribute._check_circle(compiled)
            except FormulaError as error:
                words = self.env["bank.formula"].new({"name": attribute.name})
                raise ValidationError(words._get_sentence(error)) from error

    def _check_circle(self, compiled):
        computed = self._get_relatives().filtered(lambda row: row.kind == "computed")
        needs = {row.code: row._compile_formula().names for row in computed}
        FormulaGraph({self.code: compiled.names, **needs})

    # ------------------------------------------------------------
    # Changes
    # ------------------------------------------------------------

    def write(self, vals):
        """Forget what was computed by a formula that changes; it is computed anew."""
        if vals.get("active") is False or "category_id" in vals:
            self._check_not_used(vals)
        changed = self.filtered(
            lambda row: any(row[name] != vals.get(name, row[name]) for name in _FORGET)
        )
        changed._find_dependent()._forget_values()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used_in_formulas(self):
        self._check_not_used({})

    def _check_not_used(self, vals):
        moved = vals.get("category_id")
        for attribute in self:
            if moved and moved == attribute.category_id.id:
                continue
            users = attribute._find_users() - self
            if users:
                raise UserError(
                    self.env._(
                        "“%(name)s” is used by the formulas of %(users)s. Change "
                        "those first.",
                        name=attribute.name,
                        users=", ".join(users.mapped("name")),
                    )
                )

    def _find_users(self):
        """Return the computed attributes whose formulas name these."""
        codes = set(self.mapped("code"))
        users = self.browse()
        for row in self.search([("kind", "=", "computed")]):
            try:
                if codes & set(row._compile_formula().names):
                    users |= row
            except FormulaError:
                continue
        return users

    def _find_dependent(self):
        """Return these and all computed attributes that need them, however far."""
        found, fresh = self, self
        while fresh:
            fresh = fresh._find_users() - found
            found |= fresh
        return found

    def _forget_values(self):
        if self.ids:
            self.env.execute_query(
                SQL(
                    "DELETE FROM bank_attribute_value WHERE attribute_id = ANY(%s) "
                    "RETURNING id",
                    self.ids,
                )
            )
            self.env["bank.attribute.value"].invalidate_model()


_FORGET = ("formula", "formula_digits", "active")
