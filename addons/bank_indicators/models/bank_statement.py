# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from decimal import Decimal

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools import forms

# what a version is one of
KEY = ("partner_id", "date_end", "months", "quality")
# the nearer to the beginning, the more it is worth
QUALITIES = ("audited", "filed", "management", "projected")


class BankStatement(models.Model):
    """What a client has and has earned by the end of a period, line by line.

    Locked before it is used: what a decision rests on does not change. A correction is
    another version.
    """

    _name = "bank.statement"
    _description = "Financial Statement"
    _inherit = ["bank.transition.mixin", "mail.thread"]
    _order = "date_end desc, version desc, id desc"
    _access_logged = True
    _access_log_client = "partner_id"
    _server_fields = ("version", "locked_by_id", "date_locked")

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("client_kind", "in", ("company", "entrepreneur"))],
    )
    branch_id = fields.Many2one(
        related="partner_id.branch_id", store=True, related_sudo=True, index=True
    )
    date_end = fields.Date(string="Period Ends", required=True)
    months = fields.Selection(
        selection=[
            ("3", "3 Months"),
            ("6", "6 Months"),
            ("9", "9 Months"),
            ("12", "Year"),
        ],
        string="Period",
        required=True,
        default="12",
    )
    quality = fields.Selection(
        selection=[
            ("audited", "Audited"),
            ("filed", "Filed with the Tax Office"),
            ("management", "Management Accounts"),
            ("projected", "Projected"),
        ],
        required=True,
        default="filed",
    )
    unit = fields.Selection(
        selection=[("1", "Units"), ("1000", "Thousands"), ("1000000", "Millions")],
        required=True,
        default="1000",
    )
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        required=True,
        ondelete="restrict",
        default=lambda self: self._default_currency_id(),
    )
    line_ids = fields.One2many(
        comodel_name="bank.statement.line", inverse_name="statement_id", copy=True
    )
    value_ids = fields.One2many(
        comodel_name="bank.indicator.value",
        inverse_name="statement_id",
        string="Indicators",
        readonly=True,
    )
    version = fields.Integer(readonly=True, copy=False, aggregator=None)
    state = fields.Selection(
        selection=[("draft", "Draft"), ("locked", "Locked")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    locked_by_id = fields.Many2one(
        comodel_name="res.users", readonly=True, copy=False, ondelete="restrict"
    )
    date_locked = fields.Datetime(string="Locked On", readonly=True, copy=False)
    problems = fields.Text(string="What Does Not Add Up", compute="_compute_problems")

    _version_uniq = models.UniqueIndex(
        "(partner_id, date_end, months, quality, version)",
        "There is already such a version of this statement.",
    )

    def _default_currency_id(self):
        return self.env.company.currency_id

    @api.depends("partner_id.name", "date_end", "version")
    def _compute_display_name(self):
        for statement in self:
            statement.display_name = self.env._(
                "%(client)s, %(date)s, version %(version)s",
                client=statement.partner_id.name or "",
                date=statement.date_end or "",
                version=statement.version,
            )

    @api.depends("line_ids.amount", "line_ids.item_id")
    @api.depends_context("lang")
    def _compute_problems(self):
        for statement in self:
            mistakes = forms.find_mistakes(statement._get_amounts())
            statement.problems = "\n".join(
                self._tell_mistake(*mistake) for mistake in mistakes
            )

    def _tell_mistake(self, code, given, total):
        if code == forms.BALANCE:
            return self.env._(
                "Assets (1600) are %(assets)s, equity and liabilities (1700) %(sources)s",
                assets=given,
                sources=total,
            )
        return self.env._(
            "%(code)s is %(given)s, its parts make %(sum)s",
            code=code,
            given=given,
            sum=total,
        )

    def _get_amounts(self):
        """Return ``{code: amount in the unit of the form}``."""
        self.ensure_one()
        return {
            line.item_id.sudo().code: Decimal(str(line.amount))
            for line in self.line_ids
            if line.item_id
        }

    def _get_formula_record(self, variables):
        """Return what formulas read: lines of the period and those a year earlier."""
        self.ensure_one()
        amounts = self._get_amounts()
        before = self._find_year_before()
        earlier = before._get_amounts() if before else {}
        record = dict.fromkeys(variables)
        record |= {f"l{code}": amount for code, amount in amounts.items()}
        record |= {f"begin_l{code}": amount for code, amount in earlier.items()}
        record["months"] = int(self.months)
        return record

    def _find_year_before(self):
        """Return the statement of a year earlier that this one is compared with.

        Of a period as long; what was expected then is nothing that has happened, unless
        this one is an expectation, too. Of several the one of the same quality, then the
        surest, then the last version.
        """
        self.ensure_one()
        found = self.search(
            [
                ("partner_id", "=", self.partner_id.id),
                ("date_end", "=", self.date_end - relativedelta(years=1)),
                ("months", "=", self.months),
                ("state", "=", "locked"),
                ("unit", "=", self.unit),
                ("currency_id", "=", self.currency_id.id),
            ]
        )
        if self.quality != "projected":
            found = found.filtered(lambda row: row.quality != "projected")
        return found.sorted(
            lambda row: (row.quality != self.quality, QUALITIES.index(row.quality))
        )[:1]

    @api.constrains("partner_id")
    def _check_partner_keeps_books(self):
        for statement in self:
            if statement.partner_id.client_kind not in ("company", "entrepreneur"):
                raise ValidationError(
                    self.env._("Statements are those of companies and entrepreneurs.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        statements = super().create(vals_list)
        for statement_sudo in statements.sudo():
            statement_sudo.version = statement_sudo._get_next_version()
        return statements

    def _get_key(self):
        return tuple(self[name] for name in KEY)

    def _get_next_version(self):
        others = self.search(
            [
                ("partner_id", "=", self.partner_id.id),
                *((name, "=", self[name]) for name in KEY[1:]),
                ("id", "!=", self.id),
            ]
        )
        return max([0, *others.mapped("version")]) + 1

    def write(self, vals):
        if vals.keys() - {"state", "locked_by_id", "date_locked"}:
            self._check_draft()
        moved_sudo = self.sudo() if vals.keys() & set(KEY) else self.browse()
        if moved_sudo:
            self.check_access("write")
        were = {row.id: (row._get_key(), row.version) for row in moved_sudo}
        for row_sudo in moved_sudo:
            # a number of nobody's, until it is known what the draft has become
            row_sudo.version = -row_sudo.id
        result = super().write(vals)
        moved_sudo._number_again(were)
        if "partner_id" in vals:
            # rules look at what a row was: whose it has become must be his, too
            self.check_access("write")
        return result

    def _number_again(self, were):
        """A draft that was put right is the next version of what it has become.

        :param were: ``{id: (key, version)}`` before
        """
        for statement in self:
            key, version = were[statement.id]
            is_same = statement._get_key() == key
            statement.version = version if is_same else statement._get_next_version()

    def _check_draft(self):
        if any(statement.state != "draft" for statement in self):
            raise UserError(
                self.env._("The statement is locked. Make another version of it.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_locked(self):
        self._check_draft()

    @api.model
    def _get_transitions(self):
        return {**super()._get_transitions(), ("draft", "locked"): "_get_lock_blocker"}

    def _get_lock_blocker(self):
        """``{id: reason}``: only what adds up is used."""
        reasons = {}
        for statement in self:
            if not statement.line_ids:
                reasons[statement.id] = self.env._("The statement is empty.")
            elif statement.problems:
                reasons[statement.id] = self.env._(
                    "The statement does not add up:\n%(problems)s",
                    problems=statement.problems,
                )
        return reasons

    def action_lock(self):
        """Lock the statements and reckon the indicators in force over them."""
        self.check_access("write")
        self._transition("locked")
        self.sudo().write(
            {"locked_by_id": self.env.uid, "date_locked": fields.Datetime.now()}
        )
        # the values are the server's
        self.env["bank.indicator.value"].sudo()._reckon(self.sudo())

    def action_new_version(self):
        self.ensure_one()
        self.check_access("write")
        version = self.copy()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Version"),
            "res_model": self._name,
            "res_id": version.id,
            "views": [(False, "form")],
        }
