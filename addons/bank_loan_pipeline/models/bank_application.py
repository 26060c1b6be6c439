# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.bank_base.tools.formula_memory import FormulaMemory
from odoo.addons.bank_base.tools.numbers import draw_numbers

# taken from the deal when the application is made; nobody enters them
TAKEN = ("partner_id", "product_id", "currency_id")
FIXED = {"name", "deal_id", *TAKEN}


class BankApplication(models.Model):
    """What a client asks the bank for in a deal, on its way to a decision."""

    _name = "bank.application"
    _description = "Application"
    _inherit = [
        "bank.approval.mixin",
        "bank.gated.mixin",
        "bank.team.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _access_logged = True
    _access_log_client = "partner_id"
    _approval_fields = (
        "partner_id",
        "product_id",
        "amount",
        "currency_id",
        "term_months",
        "rate",
        "purpose",
        "payment_day",
        "income_month",
        "debt_month",
    )

    name = fields.Char(string="Number", readonly=True, copy=False, index=True)
    active = fields.Boolean(default=True)
    deal_id = fields.Many2one(
        comodel_name="crm.lead",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    client_kind = fields.Selection(related="partner_id.client_kind", related_sudo=True)
    branch_id = fields.Many2one(
        related="partner_id.branch_id", store=True, related_sudo=True, index=True
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Client Manager",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    product_id = fields.Many2one(
        comodel_name="bank.product",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    kind = fields.Selection(
        related="product_id.trade", string="Kind", store=True, related_sudo=True
    )
    process_id = fields.Many2one(
        comodel_name="bank.application.process",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    stage_id = fields.Many2one(
        comodel_name="bank.application.stage",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        group_expand="_read_group_stage_ids",
    )
    is_review = fields.Boolean(related="stage_id.is_review", related_sudo=True)

    # What is asked for
    currency_id = fields.Many2one(
        comodel_name="res.currency", readonly=True, ondelete="restrict"
    )
    amount = fields.Monetary(tracking=True)
    term_months = fields.Integer(string="Term, Months", aggregator=None, tracking=True)
    rate = fields.Float(
        string="Annual Rate, %", digits=(7, 3), aggregator=None, tracking=True
    )
    payment_day = fields.Integer(
        string="Day of Payment",
        aggregator=None,
        help="Day of the month; 0: the day on which the loan is given.",
    )
    date_start = fields.Date(
        string="Wanted On", default=lambda self: self._default_date_start()
    )
    purpose = fields.Text(tracking=True, help="What the client wants it for.")

    # What the client lives on, half filled from what the bank knows
    income_currency_id = fields.Many2one(
        comodel_name="res.currency", compute="_compute_income_currency_id"
    )
    income_month = fields.Monetary(
        string="Income a Month", currency_field="income_currency_id", tracking=True
    )
    debt_month = fields.Monetary(
        string="Payments on Other Loans",
        currency_field="income_currency_id",
        tracking=True,
        help="A month, at this bank and at others.",
    )

    _one_in_work_uniq = models.UniqueIndex(
        "(deal_id) WHERE active AND approval_state <> 'rejected'",
        "A deal has one application in work.",
    )
    _check_terms = models.Constraint(
        "CHECK (amount >= 0 AND term_months >= 0 AND rate >= 0 AND income_month >= 0 "
        "AND debt_month >= 0 AND payment_day BETWEEN 0 AND 31)",
        "Amount, term, rate and incomes are not below zero; a day of payment is one of "
        "the month.",
    )

    def _default_date_start(self):
        return fields.Date.context_today(self)

    @api.depends_context("company")
    def _compute_income_currency_id(self):
        self.income_currency_id = self.env.company.currency_id

    @api.model
    def _read_group_stage_ids(self, stages, domain):
        """Show all stages of the processes in sight."""
        return stages.process_id._get_stages() or stages

    def _write_process(self, vals):
        """The process is that of the product: nobody names another."""
        process_id = vals[self._process_field]
        if not self.env.su and any(
            row.process_id.id != process_id for row in self.sudo()
        ):
            raise UserError(
                self.env._("The process of an application follows from its product.")
            )
        return super()._write_process(vals)

    # Making one

    @api.model_create_multi
    def create(self, vals_list):
        """An application takes client, product and terms from its deal."""
        if not all(vals.get("deal_id") for vals in vals_list):
            raise UserError(self.env._("Open a deal and press “New Application”."))
        # read together: each with a client and a product of its own
        deals = self.env["crm.lead"].browse(vals["deal_id"] for vals in vals_list)
        self.check_access("create")
        deals.check_access("write")
        with FormulaMemory(self.env.cr):
            deals._check_application_possible()
            prepared = [
                self._prepare_values(deal, vals)
                for deal, vals in zip(deals, vals_list, strict=True)
            ]
        # a number is drawn for what has passed all this
        numbers = draw_numbers(self.env, self._name, len(prepared))
        for vals, number in zip(prepared, numbers, strict=True):
            vals["name"] = number
        return super().create(prepared)

    def _prepare_values(self, deal, vals):
        fixed = {
            "deal_id": deal.id,
            "partner_id": deal.partner_id.id,
            "product_id": deal.product_id.id,
            "currency_id": deal.currency_id.id,
            self._process_field: self._find_process(deal).id,
        }
        return {
            **self._prepare_client_values(deal.partner_id),
            "active": True,
            "amount": deal.amount,
            "term_months": deal.term_months,
            "rate": deal.rate,
            "purpose": False,
            "payment_day": 0,
            "user_id": deal.user_id.id,
            **vals,
            **fixed,
        }

    @api.model
    def _prepare_client_values(self, client):
        """Hook: what of the client's data stands in his application from the start."""
        home, today = self.env.company.currency_id, fields.Date.context_today(self)
        debts = client.income_ids.filtered(
            lambda row: (
                row.source == "loans" and (not row.date_end or row.date_end >= today)
            )
        )
        return {
            "income_month": client.income_month,
            "debt_month": sum(
                row.currency_id._convert(row.amount, home, self.env.company, today)
                for row in debts
            ),
        }

    @api.model
    def _find_process(self, deal):
        # what the deal sells does not depend on who asks
        product_sudo = deal.product_id.sudo()
        processes = self.env["bank.application.process"]
        process = processes._find_for(product_sudo, deal.partner_id)
        if not process:
            raise UserError(
                self.env._(
                    "No process of applications is in force for “%(product)s”. Ask the "
                    "business administrator to put one into force.",
                    product=product_sudo.display_name,
                )
            )
        return process

    # Changing one

    def _is_open_to_me(self):
        """Whether the user may change the application: as its deal, and not more."""
        self.ensure_one()
        return self.has_access("write") and self.deal_id.has_access("write")

    def write(self, vals):
        if not self.env.su:
            if FIXED & vals.keys():
                raise UserError(
                    self.env._(
                        "An application takes client, product and currency from its "
                        "deal. Withdraw it and make another one."
                    )
                )
            self.deal_id.check_access("write")
        if vals.get("active") is False:
            self._check_not_in_approval()
        elif vals.get("active"):
            self.filtered(lambda row: not row.active)._check_reopenable()
        return super().write(vals)

    def _check_reopenable(self):
        """What has been taken back begins again as a new one would, or not at all."""
        for application in self:
            # what the deal sells does not depend on who asks
            deal_sudo = application.sudo().deal_id
            if any(application.sudo()[name] != deal_sudo[name] for name in TAKEN):
                raise UserError(
                    self.env._(
                        "The deal has another client, product or currency by now: make "
                        "a new application."
                    )
                )
            application.deal_id._check_application_possible()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_made(self):
        raise UserError(self.env._("An application is not deleted. Withdraw it."))

    def action_withdraw(self):
        """The client no longer asks for it."""
        self.check_access("write")
        self.write({"active": False})

    def action_reopen(self):
        self.check_access("write")
        self.write({"active": True})

    # The gate and the approval

    def _get_gate_triggers(self):
        return (
            *super()._get_gate_triggers(),
            "amount",
            "term_months",
            "rate",
            "purpose",
            "income_month",
            "debt_month",
            "approval_state",
        )

    def _get_gate_open_domain(self):
        return Domain(super()._get_gate_open_domain()) & Domain("active", "=", True)

    def _get_approval_blocker(self):
        reasons = {}
        for application in self:
            if not application.active:
                reasons[application.id] = self.env._("The application is withdrawn.")
            elif not application.is_review:
                reasons[application.id] = self.env._(
                    "An application is sent for approval from its stage of review. Move "
                    "it there first."
                )
        return reasons

    def _get_approval_initiators(self):
        initiators = super()._get_approval_initiators()
        for application in self:
            # who sells the deal has begun the matter, whoever has sent it
            initiators[application.id] |= application.sudo().deal_id.user_id
        return initiators

    def action_open_deal(self):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Deal"),
            "res_model": "crm.lead",
            "res_id": self.deal_id.id,
            "views": [(self.env.ref("bank_deals.crm_lead_view_form_deal").id, "form")],
        }

    def _open(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Application"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }
