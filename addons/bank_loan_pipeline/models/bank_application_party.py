# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

LIABLE = {"borrower", "co_borrower", "guarantor"}
DIRECT = {"borrower", "co_borrower"}
# parts in a debt: who asks for an account or a deposit has none
OF_A_DEBT = {"co_borrower", "guarantor", "pledgor"}
NO_DEBT = ("account", "deposit")


class BankApplicationParty(models.Model):
    """Who has a part in a loan that is asked for, and whether he answers for it."""

    _name = "bank.application.party"
    _description = "Party of an Application"
    _order = "application_id, sequence, id"
    _rec_name = "partner_id"
    _access_logged = True
    _access_log_client = "partner_id"
    _server_fields = ("sequence",)

    application_id = fields.Many2one(
        comodel_name="bank.application", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(compute="_compute_sequence", store=True)
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("client_kind", "!=", False)],
    )
    role = fields.Selection(
        selection=[
            ("borrower", "Borrower"),
            ("co_borrower", "Co-Borrower"),
            ("guarantor", "Guarantor"),
            ("pledgor", "Pledgor"),
            ("owner", "Owner of the Business"),
            ("beneficiary", "Beneficiary"),
            ("related", "Related Company"),
        ],
        required=True,
        default="co_borrower",
    )
    is_liable = fields.Boolean(
        string="Answers for the Debt",
        compute="_compute_is_liable",
        store=True,
        help="Borrowers and guarantors do. A pledgor answers with his object only.",
    )
    liability_limit = fields.Monetary(
        string="Answers Up To", help="Of a guarantor; 0: the whole debt."
    )
    currency_id = fields.Many2one(
        related="application_id.currency_id", related_sudo=True
    )

    # Of a co-borrower, half filled from what the bank knows
    income_currency_id = fields.Many2one(
        comodel_name="res.currency", compute="_compute_income_currency_id"
    )
    income_month = fields.Monetary(
        string="Income a Month",
        currency_field="income_currency_id",
        compute="_compute_incomes",
        store=True,
        readonly=False,
    )
    debt_month = fields.Monetary(
        string="Payments on Other Loans",
        currency_field="income_currency_id",
        compute="_compute_incomes",
        store=True,
        readonly=False,
    )

    # What he owes, as far as the reader sees it
    exposure_direct = fields.Monetary(
        string="Owes",
        currency_field="income_currency_id",
        compute="_compute_exposure",
        help="His loans, with this one where he repays it.",
    )
    exposure_indirect = fields.Monetary(
        string="Vouches For",
        currency_field="income_currency_id",
        compute="_compute_exposure",
        help="Loans of others, with this one where he is its guarantor.",
    )

    _party_uniq = models.UniqueIndex(
        "(application_id, partner_id, role)", "This party is already there."
    )
    _borrower_uniq = models.UniqueIndex(
        "(application_id) WHERE role = 'borrower'", "A loan has one borrower."
    )
    _check_figures = models.Constraint(
        "CHECK (liability_limit >= 0 AND income_month >= 0 AND debt_month >= 0)",
        "Amounts are not below zero.",
    )

    @api.depends("role")
    def _compute_sequence(self):
        order = [key for key, _label in self._fields["role"].selection]
        for party in self:
            party.sequence = order.index(party.role) if party.role in order else 99

    @api.depends("role")
    def _compute_is_liable(self):
        for party in self:
            party.is_liable = party.role in LIABLE

    @api.depends_context("company")
    def _compute_income_currency_id(self):
        self.income_currency_id = self.env.company.currency_id

    @api.depends("partner_id", "role")
    def _compute_incomes(self):
        applications = self.env["bank.application"]
        for party in self:
            values = {"income_month": 0, "debt_month": 0}
            if party.role == "co_borrower" and party.partner_id:
                values = applications._prepare_client_values(party.partner_id)
            party.income_month = values["income_month"]
            party.debt_month = values["debt_month"]

    @api.depends(
        "partner_id",
        "role",
        "liability_limit",
        "application_id.amount",
        "application_id.agreement_ids",
    )
    @api.depends_context("uid")
    def _compute_exposure(self):
        seen = self.partner_id._filtered_access("read")
        owed = seen._read_own_loans()
        vouched = seen._read_own_loans(("guarantor",))
        for party in self:
            who = {party.partner_id.id}
            direct = sum(amount for ids, amount in owed.values() if ids & who)
            indirect = sum(
                amount
                for key, (ids, amount) in vouched.items()
                if ids & who and not (key in owed and owed[key][0] & who)
            )
            asked = party.application_id._get_home(party._get_part())
            is_direct = party.role in DIRECT
            party.exposure_direct = direct + (asked if is_direct else 0)
            party.exposure_indirect = indirect + (0 if is_direct else asked)

    def _get_part(self):
        """Return what he answers for of what is asked for, in its currency."""
        self.ensure_one()
        amount = self.application_id._get_asked()
        if not self.application_id or not self.is_liable:
            return 0
        return min(self.liability_limit or amount, amount)

    @api.constrains("role")
    def _check_role(self):
        for party in self.sudo():
            if party.role in OF_A_DEBT and party.application_id.kind in NO_DEBT:
                raise ValidationError(
                    self.env._(
                        "“%(name)s” cannot answer for a debt: nothing is lent here. "
                        "Choose another role.",
                        name=party.partner_id.display_name,
                    )
                )

    # Who writes what

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get("role") == "borrower" for vals in vals_list):
            self._check_borrower_stays()
        parties = super().create(vals_list)
        parties._check_changeable()
        parties.sudo().application_id._lapse_structure()
        return parties

    def write(self, vals):
        self._check_changeable(vals)
        result = super().write(vals)
        self._check_changeable(vals)
        self.sudo().application_id._lapse_structure()
        return result

    def unlink(self):
        applications_sudo = self.sudo().application_id
        result = super().unlink()
        applications_sudo._lapse_structure()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        self._check_changeable({"partner_id": False})

    def _check_changeable(self, vals=None):
        """Parties are those of who may change the application, while it is open."""
        if self.env.su:
            return
        self.application_id.check_access("write")
        self.application_id.deal_id.check_access("write")
        self.sudo().application_id._check_structure_open()
        if vals and any(party.role == "borrower" for party in self):
            self._check_borrower_stays()

    def _check_borrower_stays(self):
        if not self.env.su:
            raise UserError(
                self.env._("The borrower is the client of the deal, nobody else.")
            )
