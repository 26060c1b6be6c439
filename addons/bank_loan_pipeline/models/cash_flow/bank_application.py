# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from collections import defaultdict
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.bank_base.tools.formula import Rounding, Variable, parse

DECIDED = ("approved", "approved_conditions", "rejected")
COUNTED = ("borrower", "co_borrower", "guarantor", "owner")
RATIO = parse(
    "available / service",
    {"available": Variable(), "service": Variable()},
    Rounding(2, "half_up"),
)


class BankApplication(models.Model):
    """The cash flow of all who stand behind a loan, as one: what is available for debt
    service, what debt service asks for, and how often the one covers the other.
    """

    _inherit = "bank.application"
    _server_fields = ("date_cash_flow",)

    cash_flow_line_ids = fields.One2many(
        comodel_name="bank.cash.flow.line",
        inverse_name="application_id",
        string="Cash Flow",
        copy=False,
    )
    cash_transfer_ids = fields.One2many(
        comodel_name="bank.cash.flow.transfer",
        inverse_name="application_id",
        string="Payments within the Group",
        copy=False,
    )
    date_cash_flow = fields.Date(string="Reckoned On", readonly=True, copy=False)
    cash_available = fields.Monetary(
        string="Available for Debt Service",
        currency_field="income_currency_id",
        compute="_compute_cash_flow",
        help="A year, of the whole group: what comes in less what is spent before, "
        "without payments within the group and without what is left to a guarantor "
        "beyond his limit.",
    )
    cash_beyond_limit = fields.Monetary(
        string="Beyond the Limits of Guarantors",
        currency_field="income_currency_id",
        compute="_compute_cash_flow",
        help="A year: what is left to guarantors after their own debts above the sums "
        "up to which they answer. It does not count.",
    )
    cash_service = fields.Monetary(
        string="Debt Service",
        currency_field="income_currency_id",
        compute="_compute_cash_flow",
        help="A year, of the whole group, with this loan.",
    )
    dscr = fields.Float(
        string="Global DSCR", digits=(16, 2), compute="_compute_cash_flow"
    )
    has_dscr = fields.Boolean(compute="_compute_cash_flow")
    cash_flow_note = fields.Char(
        string="Why There Is No DSCR", compute="_compute_cash_flow"
    )
    can_reckon_cash_flow = fields.Boolean(compute="_compute_can_reckon_cash_flow")

    @api.depends(
        "cash_flow_line_ids.amount",
        "cash_flow_line_ids.is_found",
        "cash_flow_line_ids.is_corrected",
        "cash_transfer_ids.amount",
        "cash_transfer_ids.nature",
        "cash_transfer_ids.payer_id",
        "cash_transfer_ids.receiver_id",
        "party_ids.role",
        "party_ids.liability_limit",
        "amount",
        "currency_id",
    )
    def _compute_cash_flow(self):
        for application in self:
            figures = application._get_cash_flow_figures()
            outcome = RATIO.evaluate(figures)
            application.cash_available = float(figures["available"] or 0)
            application.cash_service = float(figures["service"] or 0)
            application.cash_beyond_limit = float(figures["beyond"] or 0)
            application.has_dscr = outcome.is_ok
            application.dscr = float(outcome.value) if outcome.is_ok else 0
            application.cash_flow_note = application._get_cash_flow_note(outcome)

    def _get_cash_flow_figures(self):
        """Return what is available, debt service and what is beyond the limits of
        guarantors, of the whole group; missing is not zero.
        """
        lines = self.cash_flow_line_ids
        if not lines or any(not line._is_known() for line in lines):
            return dict.fromkeys(("available", "service", "beyond"))
        figures = dict.fromkeys(("available", "service", "beyond"), 0)
        for party, flow in self._get_cash_flow_of_each().items():
            beyond = self._get_beyond_limit(party, flow)
            figures["available"] += flow["income"] - flow["cost"] - beyond
            figures["service"] += flow["service"]
            figures["beyond"] += beyond
        return {name: Decimal(f"{value:.2f}") for name, value in figures.items()}

    def _get_cash_flow_of_each(self):
        """Return ``{party: {side: a year}}`` without payments within the group."""
        sides = ("income", "cost", "service")
        flows = defaultdict(lambda: dict.fromkeys(sides, 0))
        for line in self.cash_flow_line_ids:
            flows[line.party_id][line.side] += line.amount
        for transfer in self.cash_transfer_ids:
            flows[transfer.receiver_id]["income"] -= transfer.amount
            if transfer.nature == "cost":
                flows[transfer.payer_id]["cost"] -= transfer.amount
            elif transfer.nature == "debt":
                flows[transfer.payer_id]["service"] -= transfer.amount
        return flows

    def _get_beyond_limit(self, party, flow):
        """Return what is left to a guarantor a year above what he answers for.

        Who answers for the whole debt helps with all that is left to him.
        """
        if party.role != "guarantor" or not party.liability_limit:
            return 0
        if party.liability_limit >= self.amount:
            return 0
        left = flow["income"] - flow["cost"] - flow["service"]
        return max(0, left - self._get_home(party.liability_limit))

    def _get_cash_flow_note(self, outcome):
        if outcome.is_ok or not self.cash_flow_line_ids:
            return False
        unknown = self.cash_flow_line_ids.filtered(lambda line: not line._is_known())
        if not unknown:
            return self.env._("Nobody in the group services a debt")
        line = unknown[0]
        return self.env._(
            "%(client)s, %(row)s: %(reason)s",
            client=line.sudo().partner_id.name,
            row=line.sudo().item_id.name,
            reason=line.missing or "",
        )

    @api.depends("approval_state", "active")
    @api.depends_context("uid")
    def _compute_can_reckon_cash_flow(self):
        for application in self:
            application.can_reckon_cash_flow = (
                application.active and not application._get_cash_flow_blocker()
            )

    # Who changes it, and until when

    def _get_cash_flow_blocker(self):
        """Return why the user changes nothing of the cash flow now, or False."""
        self.ensure_one()
        state = self.sudo().approval_state
        if state == "pending":
            return self.env._("It is being decided on: ask for its return first.")
        if state in DECIDED:
            return self.env._("The decision rests on this cash flow: it stays.")
        return self._get_memo_blocker()

    def _check_cash_flow_open(self):
        for application in self:
            if reason := application._get_cash_flow_blocker():
                raise AccessError(reason)

    def _get_cash_flow_parties(self):
        """Return those whose money counts: who answers for the debt, and owners."""
        rows = self.party_ids.filtered(lambda party: party.role in COUNTED)
        # who has two parts has one budget
        first = {}
        for party in rows.sorted("sequence"):
            first.setdefault(party.partner_id.id, party)
        return rows.browse(party.id for party in first.values())

    # Reckoning

    def action_reckon_cash_flow(self):
        """Reckon the cash flow by what the bank knows today; corrections stay."""
        self.check_access("read")
        self._check_cash_flow_open()
        if any(application.kind != "credit" for application in self):
            raise UserError(self.env._("The cash flow is reckoned for loans."))
        for application in self:
            application._reckon_cash_flow()

    def _reckon_cash_flow(self):
        items = self.env["bank.cash.flow.item"].search([("active", "=", True)])
        compiled = [(item, item._compile_formula()) for item in items]
        rows = {}
        for place, party in enumerate(self._get_cash_flow_parties()):
            records = self._get_cash_flow_records(party)
            for number, (item, formula) in enumerate(compiled):
                if item.whose in records:
                    values = self._prepare_cash_flow(records[item.whose], formula)
                    values["sequence"] = place * 1000 + number
                    rows[party, item] = values
        self._write_cash_flow(rows)

    @api.model
    def _prepare_cash_flow(self, record, formula):
        """Return what is known by a formula, or the sentence why there is nothing."""
        if not isinstance(record, dict):
            return {"amount_found": 0, "is_found": False, "missing": record}
        outcome = formula.evaluate(record)
        return {
            "amount_found": float(outcome.value) if outcome.is_ok else 0,
            "is_found": outcome.is_ok,
            "missing": False if outcome.is_ok else outcome.reason,
        }

    def _write_cash_flow(self, rows):
        """Write the rows of the server; a row of who left the group goes."""
        lines_sudo = self.sudo().cash_flow_line_ids
        there = {(line.party_id.id, line.item_id.id): line for line in lines_sudo}
        wanted = {(party.id, item.id): values for (party, item), values in rows.items()}
        for key, line in there.items():
            if key in wanted:
                line.write(wanted[key])
            else:
                line.unlink()
        lines_sudo.create(
            [
                {
                    "application_id": self.id,
                    "party_id": party_id,
                    "item_id": item_id,
                    **values,
                }
                for (party_id, item_id), values in wanted.items()
                if (party_id, item_id) not in there
            ]
        )
        self.sudo().date_cash_flow = fields.Date.context_today(self)

    # It is decided on

    def _read_approval_extras(self):
        extras = super()._read_approval_extras()
        for application in self.sudo().filtered("cash_flow_line_ids"):
            lines = application.cash_flow_line_ids
            extras[application.id]["cash_flow"] = [
                sorted(
                    [
                        line.partner_id.id,
                        line.item_id.id,
                        str(line.amount),
                        line._is_known(),
                    ]
                    for line in lines
                ),
                sorted(
                    [row.payer_id.id, row.receiver_id.id, row.nature, str(row.amount)]
                    for row in application.cash_transfer_ids
                ),
            ]
        return extras
