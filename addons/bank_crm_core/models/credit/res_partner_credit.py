# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from ...tools import credit
from ..card.res_partner_card import OWN

MANY = 200
LEVELS = ("info", "info", "warning", "danger", "danger")


class ResPartner(models.Model):
    """The credit history of a client with this bank, and what he would get at once."""

    _inherit = "res.partner"

    card_credit_ids = fields.Many2many(
        comodel_name="bank.agreement",
        compute="_compute_card_facts",
        string="Loans, Past and Present",
    )
    preapproved_ids = fields.One2many(
        comodel_name="bank.preapproved.offer",
        inverse_name="partner_id",
        string="Pre-approved Offers",
    )
    card_preapproved_ids = fields.Many2many(
        comodel_name="bank.preapproved.offer",
        compute="_compute_card_facts",
        string="Pre-approved",
    )
    credit_bands = fields.Json(compute="_compute_credit_history")
    credit_summary = fields.Char(
        string="Credit History", compute="_compute_credit_history"
    )
    credit_arrears_worst = fields.Monetary(
        string="Worst Arrears of All",
        compute="_compute_credit_history",
        currency_field="card_currency_id",
    )

    @api.model
    def _get_card_lists(self):
        today = fields.Date.to_string(fields.Date.context_today(self))
        return {
            **super()._get_card_lists(),
            "card_credit_ids": (
                "bank_agreement",
                "",
                f"{OWN} AND t.trade = 'credit' AND t.state <> 'draft'",
                "t.state = 'closed', t.date_start DESC NULLS LAST, t.id DESC",
                MANY,
            ),
            "card_preapproved_ids": (
                "bank_preapproved_offer",
                "",
                f"{OWN} AND NOT COALESCE(t.is_withdrawn, FALSE) AND "
                f"t.date_end >= '{today}' AND COALESCE(t.date_start <= '{today}', TRUE)",
                "t.amount_limit DESC NULLS LAST, t.date_end, t.id",
                10,
            ),
        }

    @api.model
    def _get_card_triggers(self):
        return [*super()._get_card_triggers(), "preapproved_ids"]

    @api.depends("card_credit_ids")
    def _compute_credit_history(self):
        """Of all loans together: how many delays of each length, the worst of them."""
        for partner in self:
            loans = partner.card_credit_ids
            counts = [sum(column) for column in zip(*loans.mapped("delay_bands"))]
            partner.credit_bands = bool(loans) and [
                {
                    "label": credit.label(band),
                    "value": count,
                    "share": round(100 * count / (max(counts) or 1)),
                    "level": level,
                }
                for band, count, level in zip(credit.BANDS, counts, LEVELS)
            ]
            partner.credit_summary = bool(loans) and partner._get_credit_text(loans)
            partner.credit_arrears_worst = partner._get_worst_arrears(loans)

    def _get_credit_text(self, loans):
        """Return the history in one line: what a manager would say of it."""
        known = sum(loans.mapped("judged_count"))
        late = sum(loans.mapped("delay_count"))
        if not known:
            return self.env._("nothing has fallen due yet, or payments are not known")
        if not late:
            return self.env._("%(count)s payments, all of them on time", count=known)
        return self.env._(
            "%(late)s of %(count)s payments late, the longest delay %(days)s days",
            late=late,
            count=known,
            days=max(loans.mapped("delay_worst")),
        )

    def _get_worst_arrears(self, loans):
        """Return the worst arrears of one loan, in the currency of the card."""
        today = fields.Date.context_today(self)
        company = self.env.company
        return max(
            (
                loan.currency_id._convert(
                    loan.arrears_worst, self.card_currency_id, company, today
                )
                for loan in loans
            ),
            default=0,
        )
