# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from odoo.addons.bank_base.tools.computed import fill


class BankApplication(models.Model):
    """Who stands behind a loan and what secures it: both are decided on."""

    _name = "bank.application"
    _inherit = ["bank.coverage.mixin", "bank.application"]

    _coverage_link = "application_id"
    _coverage_debt = "amount"
    # before the decision nothing is registered yet
    _coverage_states = ("draft", "active")
    _approval_unsecured = "amount_unsecured"

    pledge_ids = fields.One2many(
        comodel_name="bank.collateral.pledge",
        inverse_name="application_id",
        string="Collateral",
        copy=False,
    )
    party_ids = fields.One2many(
        comodel_name="bank.application.party",
        inverse_name="application_id",
        string="Parties",
        copy=False,
    )
    amount_unsecured = fields.Monetary(
        string="Not Covered",
        compute="_compute_amount_unsecured",
        help="What the collateral leaves open of the amount.",
    )
    exposure_group = fields.Monetary(
        string="Owed by the Group",
        currency_field="income_currency_id",
        compute="_compute_exposure_group",
        help="With this loan: loans of those who answer for it and of whom they stand "
        "and fall together with, each once, as far as the reader sees them.",
    )

    @api.depends("amount", "coverage_value")
    def _compute_amount_unsecured(self):
        open_parts = {row.id: max(0, row.amount - row.coverage_value) for row in self}
        fill(self, "amount_unsecured", open_parts)

    @api.depends(
        "party_ids.partner_id", "party_ids.is_liable", "amount", "agreement_ids"
    )
    @api.depends_context("uid")
    def _compute_exposure_group(self):
        liable = self.sudo()._get_liable()
        groups = liable._find_related_clients()
        members = self.env["res.partner"].browse(set().union(*groups.values()))
        debts = members._filtered_access("read")._read_own_loans()
        for application in self:
            own = application.sudo()._get_liable()
            ids = set().union(*(groups.get(partner.id, set()) for partner in own))
            owed = {key: amount for key, (who, amount) in debts.items() if who & ids}
            application.exposure_group = sum(owed.values()) + application._get_home(
                application._get_asked()
            )

    def _get_asked(self):
        """Return what is asked for; once issued, it is owed as an agreement."""
        return 0 if self.is_issued else self.amount

    def _get_liable(self):
        """Return the clients who answer for the debt."""
        return self.partner_id | self.party_ids.filtered("is_liable").partner_id

    def _get_co_debtors(self):
        found = super()._get_co_debtors()
        for application in self:
            rows = application.party_ids.filtered(lambda row: row.role == "co_borrower")
            others = rows.partner_id.ids
            found[application.id] = {*found.get(application.id, ()), *others}
        return found

    def _get_home(self, amount):
        """Return an amount of the application in the currency of the company."""
        self.ensure_one()
        company = self.env.company
        today = fields.Date.context_today(self)
        currency = self.currency_id or company.currency_id
        return currency._convert(amount, company.currency_id, company, today)

    @api.model_create_multi
    def create(self, vals_list):
        applications = super().create(vals_list)
        # who asks for the loan stands in the list from the start
        self.env["bank.application.party"].sudo().create(
            [
                {
                    "application_id": application.id,
                    "partner_id": application.partner_id.id,
                    "role": "borrower",
                }
                for application in applications
            ]
        )
        return applications

    def _get_gate_triggers(self):
        return (*super()._get_gate_triggers(), "pledge_ids.state", "party_ids.role")

    # Both are decided on

    def _check_structure_open(self):
        """What is being decided on does not change under those who decide."""
        self._check_not_in_approval()

    def _lapse_structure(self):
        approved = self.filtered(
            lambda row: row.approval_state in ("approved", "approved_conditions")
        )
        if approved:
            self.env.flush_all()
            approved._lapse_changed()

    def _read_approval_extras(self):
        extras = super()._read_approval_extras()
        for application in self.sudo():
            pledges = application.pledge_ids.filtered(
                lambda row: row.state != "released"
            )
            extras[application.id] |= {
                "collateral": sorted(pledges.mapped(_describe_pledge)),
                "parties": sorted(application.party_ids.mapped(_describe_party)),
            }
        return extras

    # Co-borrowers answer with their incomes, too

    @api.depends("party_ids.income_month", "party_ids.debt_month", "party_ids.role")
    def _compute_figures(self):
        return super()._compute_figures()

    def _get_burden(self):
        """The incomes and the debts of those who repay together."""
        co_borrowers = self.party_ids.filtered(lambda row: row.role == "co_borrower")
        if not co_borrowers:
            return super()._get_burden()
        income = self.income_month + sum(co_borrowers.mapped("income_month"))
        # what the bureau tells of the borrower burdens both
        debts = self._get_debt_payments() + sum(co_borrowers.mapped("debt_month"))
        if not income:
            return 0
        return 100 * (self._get_home(self.payment) + debts) / income


def _describe_pledge(pledge):
    return [
        pledge.collateral_id.id,
        pledge.rank,
        str(pledge.share),
        str(pledge.secured_amount),
        str(pledge.prior_claims),
    ]


def _describe_party(party):
    return [
        party.partner_id.id,
        party.role,
        party.is_liable,
        str(party.liability_limit),
        str(party.income_month),
        str(party.debt_month),
    ]
