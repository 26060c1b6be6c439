# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.formula import (
    FUNCTIONS,
    GRAMMAR_VERSION,
    KEYWORDS,
    FormulaError,
    FormulaGraph,
    Rounding,
    Variable,
    parse,
)
from .bank_formula_variable import NAME

FROZEN = {"code", "model_id", "text", "digits", "rule", "company_id", "version"}


class BankFormula(models.Model):
    """A figure or a condition that a business administrator writes as a line of text.

    A version in force never changes; a new one is a copy with the next number. What
    can be written is described in ``docs/formula.md``.
    """

    _name = "bank.formula"
    _description = "Formula"
    _inherit = ["bank.transition.mixin", "bank.logged.config.mixin", "mail.thread"]
    _order = "model, code, version desc"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True, tracking=True)
    code = fields.Char(
        required=True,
        tracking=True,
        help="One word: other formulas for the same document use the result by it.",
    )
    model_id = fields.Many2one(
        comodel_name="ir.model",
        string="Document",
        required=True,
        ondelete="cascade",
        index=True,
        domain=[("transient", "=", False), ("abstract", "=", False)],
        tracking=True,
    )
    model = fields.Char(related="model_id.model", string="Model Name", store=True)
    text = fields.Text(string="Formula", required=True, tracking=True)
    digits = fields.Integer(
        string="Decimal Places",
        default=2,
        required=True,
        tracking=True,
        help="Numbers are rounded to so many places before they are compared or given.",
    )
    rule = fields.Selection(
        selection=[("half_up", "Half up"), ("half_even", "Half to even")],
        string="Rounding of Halves",
        default="half_up",
        required=True,
        tracking=True,
    )
    kind = fields.Selection(
        selection=[
            ("number", "Number"),
            ("date", "Date"),
            ("text", "Text"),
            ("boolean", "Yes or No"),
        ],
        string="Result",
        compute="_compute_kind",
        store=True,
    )
    unit = fields.Char(compute="_compute_kind", store=True)
    names = fields.Char(
        string="Uses",
        compute="_compute_kind",
        store=True,
        help="Names and formulas that this one reads.",
    )
    dependency_ids = fields.Many2many(
        comodel_name="bank.formula",
        compute="_compute_dependency_ids",
        string="Formulas It Needs",
    )
    known_names = fields.Text(compute="_compute_known_names")
    grammar = fields.Integer(default=GRAMMAR_VERSION, readonly=True)
    version = fields.Integer(default=1, readonly=True, copy=False)
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("in_force", "In Force"),
            ("retired", "Retired"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    date_in_force = fields.Datetime(readonly=True, copy=False)
    company_id = fields.Many2one(comodel_name="res.company", index="btree_not_null")
    can_put_into_force = fields.Boolean(compute="_compute_can_put_into_force")

    _in_force_uniq = models.UniqueIndex(
        "(model_id, code, COALESCE(company_id, 0)) WHERE state = 'in_force'",
        "Another version of this formula is in force.",
    )
    _version_uniq = models.UniqueIndex(
        "(model_id, code, COALESCE(company_id, 0), version)",
        "There is already such a version of this formula.",
    )
    _check_digits = models.Constraint(
        "CHECK (digits >= -6 AND digits <= 12)",
        "The number of decimal places lies between -6 and 12.",
    )

    # ------------------------------------------------------------
    # Computed
    # ------------------------------------------------------------

    @api.depends("name", "version")
    def _compute_display_name(self):
        for formula in self:
            if not formula.name:
                # the title of a form that was just opened
                formula.display_name = self.env._("New Formula")
                continue
            formula.display_name = self.env._(
                "%(name)s, version %(version)s",
                name=formula.name,
                version=formula.version,
            )

    @api.depends("text", "model_id", "digits", "rule")
    def _compute_kind(self):
        """What cannot be compiled has no kind; saving it is refused elsewhere."""
        for formula in self:
            try:
                compiled = formula._compile()
            except (FormulaError, ValueError):
                formula.kind = formula.unit = formula.names = False
                continue
            formula.kind = compiled.kind
            formula.unit = "" if compiled.unit == "1" else compiled.unit
            formula.names = ", ".join(compiled.names)

    @api.depends("names", "model_id")
    def _compute_dependency_ids(self):
        for formula in self:
            formula.dependency_ids = formula._get_siblings().filtered(
                lambda other, f=formula: other.code in f._get_names()
            )

    @api.depends("model_id")
    def _compute_known_names(self):
        for formula in self:
            lines = [
                f"{variable.name} – {variable.label}"
                for variable in formula._get_variable_records()
            ]
            lines += [
                f"{other.code} – {other.name}" for other in formula._get_siblings()
            ]
            formula.known_names = "\n".join(lines)

    @api.depends("state", "text")
    def _compute_can_put_into_force(self):
        reasons = self._get_blocking_reasons("in_force")
        for formula in self:
            formula.can_put_into_force = formula.id not in reasons

    # ------------------------------------------------------------
    # Compiling
    # ------------------------------------------------------------

    def _get_names(self):
        return [name for name in (self.names or "").split(", ") if name]

    def _get_variable_records(self):
        return self.env["bank.formula.variable"].search(
            [("model_id", "=", self.model_id.id)]
        )

    def _get_siblings(self):
        """Return the other formulas in force for the same document.

        Common ones first: where a company has its own of the same code, that one
        comes later and wins.
        """
        return self.search(
            [
                ("model_id", "=", self.model_id.id),
                ("state", "=", "in_force"),
                ("code", "!=", self.code or ""),
                ("company_id", "in", [False, self.company_id.id]),
            ],
            order="company_id desc, code",
        )

    def _get_known(self):
        """Return ``{name: Variable}`` of all that this formula may use."""
        known = {"today": Variable("date")}
        for formula in self._get_siblings():
            if formula.kind:
                # a company's own stands behind the common one and wins
                known[formula.code] = formula._get_result_variable()
        for variable in self._get_variable_records():
            known[variable.name.lower()] = variable._get_variable()
        return known

    def _get_result_variable(self):
        """Return the Variable under which other formulas see the result."""
        if self.kind != "number":
            return Variable(self.kind)
        return (
            Variable("money")
            if self.unit == "money"
            else Variable(unit=self.unit or "")
        )

    def _compile(self):
        """Return the compiled formula; raises FormulaError or ValueError."""
        self.ensure_one()
        return parse(
            self.text or "", self._get_known(), Rounding(self.digits, self.rule)
        )

    # ------------------------------------------------------------
    # Checks on save
    # ------------------------------------------------------------

    @api.constrains("code")
    def _check_code(self):
        for formula in self:
            code = formula.code or ""
            words = {*KEYWORDS, *FUNCTIONS, "today"}
            if not NAME.fullmatch(code) or code != code.lower() or code in words:
                raise ValidationError(
                    self.env._(
                        "“%(code)s” cannot be the code of a formula: take one word of "
                        "small letters, digits and _ that is no word of the formulas.",
                        code=code,
                    )
                )
            names = [v.name.lower() for v in formula._get_variable_records()]
            if code in names:
                raise ValidationError(
                    formula._get_sentence(FormulaError("shadow", found=code))
                )

    @api.constrains("text", "model_id", "digits", "rule", "code")
    def _check_text(self):
        for formula in self:
            if problem := formula._find_problem():
                raise ValidationError(problem)

    def _find_problem(self):
        """Return in a sentence why it cannot be used as it is written, or False."""
        if not self.rule or not -6 <= self.digits <= 12:
            return self.env._("The number of decimal places lies between -6 and 12.")
        try:
            self._check_circle(self._compile())
        except FormulaError as error:
            return self._get_sentence(error)
        return False

    def _check_circle(self, compiled):
        needs = {other.code: other._get_names() for other in self._get_siblings()}
        FormulaGraph({self.code: compiled.names, **needs})

    def _get_sentence(self, error):
        """Return a translated sentence with the place of the problem marked."""
        words = self._get_words()
        params = {key: words.get(word, word) for key, word in error.params.items()}
        sentence = self._get_problems()[error.code] % params
        lines = [
            self.env._("The formula “%(name)s” cannot be read.", name=self.name or ""),
            sentence,
        ]
        return "\n".join([*lines, error.get_marked()]).strip()

    # ------------------------------------------------------------
    # Life
    # ------------------------------------------------------------

    @api.model
    def _get_transitions(self):
        return {
            **super()._get_transitions(),
            ("draft", "in_force"): "_get_put_into_force_blocker",
            ("in_force", "retired"): "_get_retire_blocker",
        }

    def _get_put_into_force_blocker(self):
        """Hook: ``{id: reason}`` of formulas that cannot be put into force."""
        reasons = {}
        for formula in self:
            if problem := formula._find_problem():
                reasons[formula.id] = problem
                continue
            before, users = formula._get_in_force(), formula._get_users()
            if (
                before
                and users
                and (before._get_result_variable() != formula._get_result_variable())
            ):
                reasons[formula.id] = self.env._(
                    "%(users)s would no longer work: the result is of another kind or "
                    "unit than before. Give the formula a new code.",
                    users=", ".join(users.mapped("display_name")),
                )
        return reasons

    def _get_users(self):
        """Return the formulas in force that need this one."""
        return self._get_siblings().filtered(
            lambda other: self.code in other._get_names()
        )

    def _get_retire_blocker(self):
        """Hook: ``{id: reason}`` of formulas that others in force still need."""
        reasons = {}
        for formula in self:
            if users := formula._get_users():
                reasons[formula.id] = self.env._(
                    "“%(name)s” is needed by %(users)s. Retire those first.",
                    name=formula.display_name,
                    users=", ".join(users.mapped("display_name")),
                )
        return reasons

    def action_put_into_force(self):
        """Put these versions into force in place of those before them."""
        self.check_access("write")
        if reasons := self._get_blocking_reasons("in_force"):
            raise UserError("\n".join(dict.fromkeys(reasons.values())))
        for formula in self:
            formula._get_in_force()._replace()
            formula._transition("in_force", date_in_force=fields.Datetime.now())

    def _replace(self):
        """Retire a version in favour of the next one.

        Not asked who needs it: the same code goes on to give the same kind of result.
        """
        token = self._TRANSITION_TOKEN
        self.with_context(bank_transition_token=token).write({"state": "retired"})

    def action_retire(self):
        self.check_access("write")
        self._transition("retired")

    def action_new_version(self):
        """Copy this version as a draft and open it."""
        self.ensure_one()
        self.check_access("write")
        if self.state == "draft":
            raise UserError(self.env._("This version is still a draft: change it."))
        last = max(self.search(self._get_versions_domain()).mapped("version"))
        draft = self.copy({"version": last + 1})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": draft.id,
            "views": [(False, "form")],
        }

    def _get_versions_domain(self):
        return [
            ("model_id", "=", self.model_id.id),
            ("code", "=", self.code),
            ("company_id", "=", self.company_id.id),
        ]

    def _get_in_force(self):
        """Return the version of this formula that is in force, if any."""
        self.ensure_one()
        return self.search([*self._get_versions_domain(), ("state", "=", "in_force")])

    def write(self, vals):
        if FROZEN & vals.keys() and any(formula.state != "draft" for formula in self):
            raise UserError(
                self.env._(
                    "A formula in force does not change: figures that were computed "
                    "with it must stay explainable. Make a new version."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if any(formula.state != "draft" for formula in self):
            raise UserError(self.env._("Only drafts of formulas can be deleted."))
