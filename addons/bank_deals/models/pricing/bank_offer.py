# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import float_compare


class BankOffer(models.Model):
    """What an offer earns, beside the least that the bank wants to earn.

    The hurdle and what the bank earns on the client are taken as the offer is made:
    what is decided later does not reach back.
    """

    _inherit = "bank.offer"

    hurdle = fields.Float(
        string="Hurdle of the Return, %", digits=(7, 3), readonly=True, aggregator=None
    )
    client_profit = fields.Monetary(
        string="Profit of the Client",
        readonly=True,
        aggregator=None,
        groups="bank_crm_core.group_crm_profit,bank_base.group_bank_auditor",
        help="Of the last twelve months, as it was when the offer was made.",
    )
    return_rate = fields.Float(
        string="Return, %",
        digits=(12, 2),
        compute="_compute_return_rate",
        store=True,
        aggregator=None,
        help="By the formula of the product.",
    )
    return_state = fields.Selection(
        selection=[
            ("enough", "Earns Enough"),
            ("low", "Below the Hurdle"),
            ("unknown", "Cannot Be Reckoned"),
        ],
        string="Return Is",
        compute="_compute_return_rate",
        store=True,
        help="Empty: the product has no formula of the return.",
    )
    return_reason = fields.Char(
        string="Why Not Reckoned",
        compute="_compute_return_rate",
        store=True,
        exportable=False,
    )

    @api.depends(
        "amount",
        "term_months",
        "base_rate",
        "discount",
        "rate",
        "fee",
        "client_profit",
    )
    def _compute_return_rate(self):
        for offer in self:
            # what the formula reads is chosen by who sets the product up: whoever makes
            # offers learns the result alone
            offer_sudo = offer.sudo()
            formula = offer_sudo.product_id.return_formula_id
            formula = formula and formula._get_in_force()
            values = {"return_rate": 0, "return_state": False, "return_reason": False}
            if formula:
                outcome = formula._evaluate_unsaved(offer_sudo, unread=("return_rate",))
                values.update(offer_sudo._prepare_return(formula, outcome))
            offer.update(values)

    def _prepare_return(self, formula, outcome):
        if not outcome.is_ok:
            reason = formula._get_reason(outcome)
            return {"return_state": "unknown", "return_reason": reason}
        rate = round(float(outcome.value), 2)
        is_low = float_compare(rate, self.hurdle, precision_digits=2) < 0
        return {"return_rate": rate, "return_state": "low" if is_low else "enough"}

    @api.model
    def _get_fixed_fields(self):
        return super()._get_fixed_fields() | {"hurdle"}

    def _prepare_deal_values(self, deal):
        values = super()._prepare_deal_values(deal)
        values["fixed"]["hurdle"] = deal.product_id.sudo().hurdle
        return values

    @api.model_create_multi
    def create(self, vals_list):
        given = [{**vals} for vals in vals_list]
        for vals in given:
            vals.pop("client_profit", None)
        offers = super().create(given)
        offers._note_profit()
        return offers

    def _note_profit(self):
        """Enter what the bank earns on the clients, whoever makes the offers."""
        # the field is shown to who may see profits
        offers_sudo = self.sudo()
        profits = self.env["bank.client.profit"].sudo()._read_year(self.partner_id)
        for offer in offers_sudo:
            offer._enter(client_profit=profits.get(offer.partner_id.id, 0))

    def write(self, vals):
        if "client_profit" in vals and not self.env.su:
            raise AccessError(
                self.env._("Profit comes from the accounting of the bank.")
            )
        return super().write(vals)

    def _get_present_blocker(self):
        """What earns less than the hurdle is presented once the head has approved it."""
        reasons = super()._get_present_blocker()
        for offer in self.filtered(lambda row: row.return_state in ("low", "unknown")):
            reasons.setdefault(offer.id, offer._say_return())
        return reasons

    def _say_return(self):
        if self.return_state == "unknown":
            return self.env._(
                "The return cannot be reckoned, so the head approves the offer. Press "
                "“Ask for Approval”. %(reason)s",
                reason=self.return_reason or "",
            )
        return self.env._(
            "The offer earns %(rate)s %% and has to earn %(hurdle)s %%. Ask for a higher "
            "rate or a fee, or press “Ask for Approval”.",
            rate=self.return_rate,
            hurdle=self.hurdle,
        )

    def _prepare_offer_payload(self):
        payload = super()._prepare_offer_payload()
        if self.return_state:
            payload.update(
                return_rate=str(self.return_rate),
                hurdle=str(self.hurdle),
                return_state=self.return_state,
            )
        return payload
