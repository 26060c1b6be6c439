# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

# what a facility is; the rest is entered by the server
TERMS = {"product_id", "amount", "term_months", "purpose"}


class BankDealFacility(models.Model):
    """A further facility that is sold in the same deal: decided on and won together.

    The deal itself has the main one. All go by the process of the deal, and each
    becomes an agreement of its own.
    """

    _name = "bank.deal.facility"
    _description = "Facility of a Package"
    _order = "deal_id, id"
    _rec_name = "product_id"
    _access_logged = True
    _access_log_client = "partner_id"

    deal_id = fields.Many2one(
        comodel_name="crm.lead", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        related="deal_id.partner_id", string="Client", store=True, index=True
    )
    branch_id = fields.Many2one(
        related="deal_id.branch_id", store=True, related_sudo=True, index=True
    )
    product_id = fields.Many2one(
        comodel_name="bank.product",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('state', '=', 'active')]",
    )
    purpose = fields.Char(string="What For")
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        compute="_compute_terms",
        store=True,
        ondelete="restrict",
    )
    amount = fields.Monetary(required=True)
    term_months = fields.Integer(string="Term, Months", aggregator=None)
    rate = fields.Float(
        string="Annual Rate, %",
        digits=(7, 3),
        compute="_compute_terms",
        store=True,
        aggregator=None,
        help="That of the product.",
    )
    agreement_ids = fields.One2many(
        comodel_name="bank.agreement",
        inverse_name="facility_id",
        readonly=True,
    )

    _check_amount = models.Constraint(
        "CHECK (amount > 0 AND term_months >= 0)",
        "A facility has an amount, and a term that is not below zero.",
    )

    @api.depends("product_id")
    def _compute_terms(self):
        for facility in self:
            # rate and currency are read whoever sells the product
            product_sudo = facility.product_id.sudo()
            currency = product_sudo.currency_id or facility.deal_id.sudo().currency_id
            facility.currency_id = currency or self.env.company.currency_id
            facility.rate = product_sudo.rate

    @api.constrains("product_id", "deal_id")
    def _check_process(self):
        """What is sold by another process has gates of its own: it is another deal."""
        processes = self.env["bank.process"]
        for facility in self:
            deal_sudo = facility.deal_id.sudo()
            found = processes._find_for(
                facility.product_id.sudo(), deal_sudo.partner_id
            )
            origin = deal_sudo.process_id.origin_id or deal_sudo.process_id
            if (found.sudo().origin_id or found) != origin:
                raise ValidationError(
                    self.env._(
                        "“%(product)s” is sold by another process: open a deal of its "
                        "own.",
                        product=facility.product_id.display_name,
                    )
                )

    def _check_on_sale(self, before=()):
        """A package grows by what is on sale; no constraint, those ask as the server.

        :param before: products that the package has had already
        """
        for product in self.product_id:
            if product not in before:
                self.deal_id._check_on_sale(product)

    def _check_changeable(self):
        """A package changes as the terms of its deal do: while nothing is agreed."""
        self.deal_id._check_package_open()
        if self.env.su:
            return
        self.deal_id.check_access("write")
        for deal in self.deal_id:
            if not deal.active or deal.won_status != "pending":
                raise UserError(self.env._("The deal is closed: its package stays."))
            if deal._has_accepted_offer():
                raise UserError(
                    self.env._(
                        "The client has accepted an offer: its package stays. Make "
                        "another offer first."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        deals = self.env["crm.lead"].browse(
            [vals["deal_id"] for vals in vals_list if vals.get("deal_id")]
        )
        deals.check_access("write")
        deals._check_package_open()
        facilities = super().create(vals_list)
        facilities._check_changeable()
        facilities._check_on_sale()
        facilities.deal_id._on_package_changed()
        return facilities

    def write(self, vals):
        if not self.env.su and vals.keys() - TERMS:
            raise UserError(self.env._("A facility stays in its deal."))
        self._check_changeable()
        before = self.product_id
        result = super().write(vals)
        self._check_on_sale(before)
        self.deal_id._on_package_changed()
        return result

    def unlink(self):
        deals = self.deal_id
        result = super().unlink()
        deals.exists()._on_package_changed()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_agreed(self):
        self._check_changeable()

    def _prepare_agreement_values(self, of_deal):
        """Return the values of its agreement: those of the deal, on terms of its own."""
        self.ensure_one()
        start = of_deal["date_start"]
        return {
            **of_deal,
            "facility_id": self.id,
            "product_id": self.product_id.id,
            "amount": self.amount,
            "currency_id": self.currency_id.id,
            "rate": self.rate,
            "term_months": self.term_months,
            "date_end": fields.Date.add(start, months=self.term_months or 0),
            "attribute_values": False,
        }

    def _prepare_won_payload(self, agreement):
        return {
            "agreement_id": agreement.id,
            "facility_id": self.id,
            "product_id": self.product_id.id,
            "amount": str(self.amount),
            "currency": self.currency_id.name,
            "term_months": self.term_months,
            "rate": str(self.rate),
        }
