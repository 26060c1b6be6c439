# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.bank_base.tools.formula import STATUS_REASONS

EARLIER = "begin_"


class BankIndicatorValue(models.Model):
    """What an indicator was at the end of a period; reckoned once, never overwritten."""

    _name = "bank.indicator.value"
    _description = "Value of an Indicator"
    _order = "date, indicator_id, id"
    _access_logged = True
    _access_log_client = "partner_id"

    statement_id = fields.Many2one(
        comodel_name="bank.statement", required=True, index=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        index=True,
        ondelete="restrict",
    )
    branch_id = fields.Many2one(
        related="partner_id.branch_id", store=True, related_sudo=True, index=True
    )
    indicator_id = fields.Many2one(
        comodel_name="bank.indicator", required=True, index=True, ondelete="restrict"
    )
    indicator_version = fields.Integer(string="Version", aggregator=None)
    date = fields.Date(required=True)
    value = fields.Float(digits=(18, 6), aggregator="avg")
    has_value = fields.Boolean(string="Known")
    unit = fields.Char(related="indicator_id.unit", related_sudo=True)
    reason = fields.Char(string="Reason of the Formula", help="In English, for logs.")
    reason_text = fields.Char(
        string="Why There Is None", compute="_compute_reason_text"
    )

    _value_uniq = models.UniqueIndex("(statement_id, indicator_id)")
    _latest_idx = models.Index("(indicator_id, partner_id, date DESC, id DESC)")

    @api.depends("reason")
    @api.depends_context("lang")
    def _compute_reason_text(self):
        """Say it in the reader's words, with the names of the lines in place of codes."""
        said = self.env["bank.formula"]._get_reasons()
        words = {text: said.get(status) for status, text in STATUS_REASONS.items()}
        found = {
            row: (row.reason or "").partition(": ")[::2] for row in self if row.reason
        }
        codes = {code for _text, names in found.values() for code in names.split(", ")}
        labels = self._get_line_labels(codes)
        for row in self:
            text, names = found.get(row, ("", ""))
            lines = ", ".join(labels.get(code, code) for code in names.split(", "))
            row.reason_text = ": ".join(filter(None, [words.get(text) or text, lines]))

    @api.model
    def _get_line_labels(self, names):
        """Return ``{name in a formula: line of the statement}``; no code of a bank."""
        codes = {name.removeprefix(EARLIER).removeprefix("l") for name in names}
        # names of the forms' lines, which everybody knows
        items_sudo = self.env["bank.statement.item"].sudo()
        labels = {}
        for item in items_sudo.search([("code", "in", [*codes])]):
            line = self.env._(
                "line %(code)s (%(name)s)", code=item.code, name=item.name
            )
            labels[f"l{item.code}"] = line
            labels[f"{EARLIER}l{item.code}"] = self.env._(
                "%(line)s a year earlier", line=line
            )
        return labels

    @api.model_create_multi
    def create(self, vals_list):
        self._check_server()
        return super().create(vals_list)

    def write(self, vals):
        self._check_server()
        return super().write(vals)

    def _check_server(self):
        """Over and above the access list."""
        if not self.env.su:
            raise AccessError(
                self.env._("Indicators are reckoned when a statement is locked.")
            )

    @api.model
    def _reckon(self, statements):
        """Reckon the indicators in force over locked statements."""
        indicators = self.env["bank.indicator"].search([("active", "=", True)])
        variables = indicators._get_variables()
        compiled = {row: row._compile_formula(variables) for row in indicators}
        rows = []
        for statement in statements:
            record = statement._get_formula_record(variables)
            rows += [
                self._prepare_value(statement, indicator, formula.evaluate(record))
                for indicator, formula in compiled.items()
            ]
        return self.create(rows)

    @api.model
    def _prepare_value(self, statement, indicator, outcome):
        return {
            "statement_id": statement.id,
            "partner_id": statement.partner_id.id,
            "indicator_id": indicator.id,
            "indicator_version": indicator.version,
            "date": statement.date_end,
            "has_value": outcome.is_ok,
            "value": float(outcome.value) if outcome.is_ok else 0,
            "reason": False if outcome.is_ok else outcome.reason,
        }

    @api.model
    def _read_latest(self, codes, partners, date):
        rows = self.search_fetch(
            [
                ("indicator_id.code", "in", codes),
                ("partner_id", "in", partners.ids),
                ("date", "<=", date),
            ],
            ["indicator_id", "partner_id", "value", "has_value"],
            order="date, id",
        )
        found = {code: {} for code in codes}
        for row in rows:
            value = row.value if row.has_value else None
            found[row.indicator_id.sudo().code][row.partner_id.id] = value
        return found
