# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import format_amount, format_date, formatLang


class BankApplication(models.Model):
    """What the sections of a memo tell of the bank's data, in words and figures.

    Another source is a row of ``_get_memo_sources`` and ``_get_memo_<source>``, which
    returns ``{"facts": pairs, "head": texts, "rows": lists of texts}``.
    """

    _inherit = "bank.application"

    @api.model
    def _get_memo_sources(self):
        """Hook: the sources that sections of a memo may choose from."""
        return [
            ("client", self.env._("Client")),
            ("request", self.env._("What is asked for")),
            ("change", self.env._("What changes since the last decision")),
            ("structure", self.env._("Parties and what they owe")),
            ("statements", self.env._("Statements and indicators")),
            ("collateral", self.env._("Collateral")),
            ("score", self.env._("Score")),
            ("bureau", self.env._("Credit history")),
            ("exceptions", self.env._("Policy exceptions")),
            ("conditions", self.env._("Conditions of the decision")),
        ]

    def _tell_memo_sections(self, memo):
        """Return the sections of a memo with the rights of who reads it."""
        self.ensure_one()
        return [
            {
                "title": line.section_id.name,
                "text": line.text or "",
                **self._tell_memo(line.section_id.source),
            }
            for line in memo.line_ids
        ]

    def _tell_memo(self, source):
        empty = {"facts": [], "head": [], "rows": []}
        if not source:
            return empty
        try:
            found = getattr(self, f"_get_memo_{source}")()
        except AccessError:
            return {**empty, "facts": [[self.env._("Closed to the reader"), "–"]]}
        facts = [
            [label, str(value)] for label, value in found.get("facts", ()) if value
        ]
        rows = [[str(cell or "–") for cell in row] for row in found.get("rows", ())]
        return {
            "facts": facts,
            "head": found.get("head", []) if rows else [],
            "rows": rows,
        }

    # Ways of writing

    def _write_money(self, amount, currency=None):
        return format_amount(
            self.env, amount, currency or self.currency_id or self.income_currency_id
        )

    def _write_label(self, record, name):
        field = record._fields[name]
        return dict(field._description_selection(self.env)).get(record[name], "")

    def _write_number(self, value, digits=2):
        return formatLang(self.env, value, digits=digits)

    # The sources

    def _get_memo_client(self):
        client = self.partner_id
        names = ("inn", "kpp", "ogrn", "birth_date", "city")
        told = [
            (client._fields[name]._description_string(self.env), client[name])
            for name in names
        ]
        return {
            "facts": [
                (self.env._("Client"), client.name),
                (self.env._("Kind"), self._write_label(client, "client_kind")),
                *told,
                (self.env._("Branch"), client.branch_id.name),
                (self.env._("Client manager"), client.manager_id.name),
            ]
        }

    def _get_memo_request(self):
        home = self.income_currency_id
        percent = self._write_number
        figures = self.payment and [
            (self.env._("Monthly payment"), self._write_money(self.payment)),
            (self.env._("Full cost, %"), percent(self.full_cost, 3)),
            (self.env._("Overpayment"), self._write_money(self.overpayment)),
        ]
        return {
            "facts": [
                (self.env._("Product"), self.product_id.name),
                (self.env._("Amount"), self._write_money(self.amount)),
                (self.env._("Term, months"), self.term_months),
                (self.env._("Annual rate, %"), percent(self.rate, 2)),
                (self.env._("Purpose"), self.purpose),
                *(figures or ()),
                (
                    self.env._("Income a month"),
                    self.income_month and self._write_money(self.income_month, home),
                ),
                (
                    self.env._("Debt burden, %"),
                    self.income_month and percent(self.burden, 1),
                ),
            ]
        }

    # Figures that a later memo is compared with: field, whose currency or digits

    @api.model
    def _get_memo_figures(self):
        """Return ``{field: money of the loan, money of the bank, or digits}``."""
        return {
            "amount": "loan",
            "term_months": 0,
            "rate": 2,
            "payment": "loan",
            "overpayment": "loan",
            "full_cost": 3,
            "exposure_group": "home",
            "coverage_value": "loan",
            "coverage": 2,
            "amount_unsecured": "loan",
        }

    def _read_memo_figures(self):
        """Return ``{field: figure as text}``: it is hashed with the memo."""
        # figures of the bank, whoever fixes them
        application_sudo = self.sudo()
        return {
            name: f"{application_sudo[name] or 0:.6f}"
            for name in self._get_memo_figures()
        }

    def _get_memo_change(self):
        """What was decided on last and what is asked for now, side by side."""
        earlier = self._get_earlier_memo()
        if not earlier:
            return {"facts": [(self.env._("Decided on before"), self.env._("nothing"))]}
        was = earlier.sudo().content.get("figures") or {}
        now = self._read_memo_figures()
        return {
            "facts": [
                (
                    self.env._("Last decision on"),
                    format_date(self.env, earlier.date_frozen),
                )
            ],
            "head": [
                self.env._("Figure"),
                self.env._("Before"),
                self.env._("Now"),
            ],
            "rows": [
                [
                    self._fields[name]._description_string(self.env),
                    self._write_figure(kind, was.get(name)),
                    self._write_figure(kind, now[name]),
                ]
                for name, kind in self._get_memo_figures().items()
            ],
        }

    def _get_earlier_memo(self):
        fixed = self.memo_ids.filtered(lambda memo: memo.state == "frozen")
        return fixed.sorted("version")[-1:]

    def _write_figure(self, kind, value):
        if value is None:
            return "–"
        if kind == "loan":
            return self._write_money(float(value))
        if kind == "home":
            return self._write_money(float(value), self.income_currency_id)
        return self._write_number(float(value), kind)

    def _get_memo_structure(self):
        home = self.income_currency_id
        labels = {True: self.env._("yes"), False: self.env._("no")}
        return {
            "facts": [
                (
                    self.env._("Owed by the group with this loan"),
                    self._write_money(self.exposure_group, home),
                )
            ],
            "head": [
                self.env._("Party"),
                self.env._("Role"),
                self.env._("Answers for the debt"),
                self.env._("Owes"),
                self.env._("Vouches for"),
            ],
            "rows": [
                [
                    party.sudo().partner_id.name,
                    self._write_label(party, "role"),
                    labels[party.is_liable],
                    self._write_money(party.exposure_direct, home),
                    self._write_money(party.exposure_indirect, home),
                ]
                for party in self.party_ids
            ],
        }

    def _get_memo_statements(self):
        """Indicators side by side, a column for each statement."""
        statements = self.statement_ids.sorted(
            lambda row: (row.partner_id.id, row.date_end)
        )
        values = {
            (value.indicator_id, value.statement_id): value
            for value in statements.value_ids
        }
        heads = [
            f"{row.partner_id.name}, {format_date(self.env, row.date_end)}, "
            f"{self._write_label(row, 'quality')}"
            for row in statements
        ]
        return {
            "head": [self.env._("Indicator"), *heads],
            "rows": [
                [
                    " ".join(filter(None, (indicator.name, indicator.unit))),
                    *(
                        self._write_indicator(values.get((indicator, row)))
                        for row in statements
                    ),
                ]
                for indicator in statements.value_ids.indicator_id.sorted()
            ],
        }

    def _write_indicator(self, value):
        if not value or not value.has_value:
            return "–"
        return self._write_number(value.value, value.indicator_id.digits)

    def _get_memo_collateral(self):
        return {
            "facts": [
                (self.env._("Value"), self._write_money(self.coverage_value)),
                (self.env._("Covered, %"), self._write_number(self.coverage)),
                (self.env._("Not covered"), self._write_money(self.amount_unsecured)),
                (self.env._("What is wrong"), self.coverage_note),
            ],
            "head": [
                self.env._("Object"),
                self.env._("Kind"),
                self.env._("Owner"),
                self.env._("Rank"),
                self.env._("Market value"),
                self.env._("Value for the debt"),
            ],
            "rows": [
                [
                    pledge.collateral_id.name,
                    pledge.collateral_id.kind_id.name,
                    pledge.collateral_id.sudo().partner_id.name,
                    pledge.rank,
                    self._write_money(
                        pledge.collateral_id.market_value, pledge.currency_id
                    ),
                    self._write_money(pledge.value, pledge.currency_id),
                ]
                for pledge in self.current_pledge_ids
            ],
        }

    def _get_memo_score(self):
        result = self.scoring_result_id
        if not result:
            return {"facts": [(self.env._("Score"), self.env._("not scored"))]}
        return {
            "facts": [
                (self.env._("Score"), result.score),
                (self.env._("Verdict"), self._write_label(result, "verdict")),
                (self.env._("Scored on"), format_date(self.env, result.date)),
                (self.env._("Verdict in its place"), result.override_reason),
            ]
        }

    def _get_memo_bureau(self):
        report = self.credit_report_id
        if not report:
            return {
                "facts": [(self.env._("Credit history"), self.env._("not asked for"))]
            }
        money = self._write_money
        return {
            "facts": [
                (self.env._("Bureau"), report.bureau_id.name),
                (self.env._("Report"), report.number),
                (self.env._("As of"), format_date(self.env, report.date_report)),
                (self.env._("Owed"), money(report.balance_total, report.currency_id)),
                (
                    self.env._("Overdue"),
                    money(report.overdue_total, report.currency_id),
                ),
                (self.env._("Longest delay, days"), str(report.worst_days)),
                (self.env._("Inquiries of 180 days"), str(report.inquiry_count)),
            ]
        }

    def _get_memo_exceptions(self):
        rows = self._find_exceptions()
        none = [(self.env._("Policy exceptions"), self.env._("none"))]
        return {
            "facts": [] if rows else none,
            "head": [self.env._("Policy exception")],
            "rows": [[row._tell()] for row in rows],
        }

    def _get_memo_conditions(self):
        conditions = self.approval_id.condition_ids.filtered(
            lambda row: row.state in ("open", "met")
        )
        return {
            "head": [self.env._("Condition"), self.env._("When"), self.env._("By")],
            "rows": [
                [
                    row.name,
                    self._write_label(row, "kind"),
                    row.date_due and format_date(self.env, row.date_due),
                ]
                for row in conditions
            ],
        }
