# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from decimal import Decimal

from odoo import fields, models

from .bank_cash_flow_item import OF_PERSONS

MONTHS = 12


class BankApplication(models.Model):
    """What is known of each party, as formulas of the cash flow read it."""

    _inherit = "bank.application"

    def _get_cash_flow_records(self, party):
        """Return ``{whose: (values, currency, factor) or a sentence}`` of one party."""
        self.ensure_one()
        found = {}
        partner = party.partner_id._filtered_access("read")
        if not partner:
            closed = self.env._("The reader may not see this client")
            kinds = ("business", "person")
            return dict.fromkeys(kinds[: self._count_kinds(party)], closed)
        statement = self._get_cash_flow_statement(partner)
        if statement:
            found["business"] = self._read_books(statement)
        elif partner.client_kind == "company":
            found["business"] = self.env._(
                "No locked statement of this client is chosen"
            )
        if partner.client_kind != "company":
            found["person"] = self._read_budget(partner)
        if party.role == "borrower":
            payments = Decimal(str(self._get_home(self.payment or 0))) * MONTHS
            found["borrower"] = {"loan_payments": payments}
        return found

    def _count_kinds(self, party):
        # of a closed client it is known from the list of parties that he takes part
        return 1 if party.sudo().partner_id.client_kind == "company" else 2

    def _get_cash_flow_statement(self, partner):
        """Return the last of the chosen statements that is no projection."""
        chosen = self.statement_ids.filtered(
            lambda row: row.partner_id == partner and row.quality != "projected"
        )
        return chosen.sorted(lambda row: (row.date_end, row.version))[-1:]

    def _read_books(self, statement):
        """Return the lines of a statement in units of the company's currency."""
        variables = self.env["bank.indicator"]._get_variables()
        record = statement._get_formula_record(variables)
        unit = Decimal(statement.unit) * self._get_rate(
            statement.currency_id, statement.date_end
        )
        return {
            name: value if name == "months" or value is None else Decimal(value) * unit
            for name, value in record.items()
        }

    def _get_rate(self, currency, day):
        company = self.env.company
        rate = currency._get_conversion_rate(
            currency, company.currency_id, company, day
        )
        return Decimal(str(rate))

    def _read_budget(self, partner):
        """Return what a person receives and spends a year, by what the bank knows."""
        today = fields.Date.context_today(self)
        rows = self.env["bank.client.income"].search(
            [
                ("partner_id", "=", partner.id),
                ("date", "<=", today),
                "|",
                ("date_end", "=", False),
                ("date_end", ">=", today),
            ]
        )
        record = dict.fromkeys(OF_PERSONS, Decimal(0))
        for row in rows:
            year = Decimal(str(row.amount)) * self._get_rate(row.currency_id, today)
            for name in _name_row(row):
                record[name] += year * MONTHS
        record["bank_payments"] = self._read_bank_payments(partner)
        return record

    def _read_bank_payments(self, partner):
        """Return what his own loans here ask for in the twelve months to come."""
        today = fields.Date.context_today(self)
        payments = self.env["bank.agreement.payment"].search(
            [
                ("agreement_id.partner_id", "=", partner.id),
                ("agreement_id.trade", "=", "credit"),
                ("agreement_id.state", "in", ("active", "defaulted")),
                ("kind", "=", "schedule"),
                ("state", "!=", "paid"),
                ("date", "<=", fields.Date.add(today, months=MONTHS)),
            ]
        )
        return sum(
            (
                Decimal(str(row.amount)) * self._get_rate(row.currency_id, today)
                for row in payments
            ),
            Decimal(0),
        )


def _name_row(row):
    """Return the names under which a row of a budget counts."""
    if row.direction == "income":
        known = f"income_{row.source}"
        return ["income", *([known] if known in OF_PERSONS else ())]
    return ["expense_loans" if row.source == "loans" else "expense_living"]
