# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class BankPreapprovedOffer(models.Model):
    """What a client would get at once: product, limit and rate, until a day.

    Decided by machines (scoring, the next best product), never by the hand of those
    who sell: it comes by the feed or from code with the server's rights.
    """

    _name = "bank.preapproved.offer"
    _description = "Pre-approved Offer"
    _inherit = ["bank.feed.mixin"]
    _order = "date_end, id"
    _rec_name = "product_id"
    _access_logged = True
    _access_log_client = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        ondelete="cascade",
    )
    branch_id = fields.Many2one(
        related="partner_id.branch_id", store=True, related_sudo=True, index=True
    )
    product_id = fields.Many2one(
        comodel_name="bank.product", required=True, index=True, ondelete="restrict"
    )
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
    )
    amount_limit = fields.Monetary(string="Up To", help="The most that he would get.")
    rate = fields.Float(string="Annual Rate, %", digits=(7, 4), aggregator="avg")
    term_months = fields.Integer(string="Up To, Months", help="0: as the product says.")
    date_start = fields.Date(string="Valid From")
    date_end = fields.Date(string="Valid Until", required=True)
    source = fields.Selection(
        selection=[("feed", "Core Banking")],
        required=True,
        default="feed",
        readonly=True,
        help="Who has decided it.",
    )
    reason = fields.Char(help="Why he is offered it, in words for the manager.")
    is_withdrawn = fields.Boolean(
        string="Withdrawn", help="The source has taken it back before its end."
    )
    source_key = fields.Char(
        string="Key in the Source System", readonly=True, copy=False
    )

    _source_key_uniq = models.UniqueIndex("(source_key) WHERE source_key IS NOT NULL")
    _partner_idx = models.Index("(partner_id, date_end)")
    _check_amount = models.Constraint(
        "CHECK (amount_limit >= 0 AND rate >= 0 AND term_months >= 0)",
        "Limit, rate and term are not below zero.",
    )
    _check_dates = models.Constraint(
        "CHECK (date_start IS NULL OR date_start <= date_end)",
        "An offer does not end before it begins.",
    )

    @api.depends("product_id.name", "amount_limit", "currency_id")
    def _compute_display_name(self):
        for offer in self:
            offer.display_name = self.env._(
                "%(product)s up to %(amount)s",
                product=offer.product_id.name or "",
                amount=offer.currency_id.format(offer.amount_limit or 0)
                if offer.currency_id
                else "",
            )

    @api.model
    def _get_valid_domain(self):
        """Return the domain of what holds today."""
        today = fields.Date.context_today(self)
        begun = Domain("date_start", "=", False) | Domain("date_start", "<=", today)
        return (
            Domain("is_withdrawn", "=", False) & Domain("date_end", ">=", today) & begun
        )

    def _get_invalid_reason(self):
        """Hook: return why this offer cannot be taken up today, or False."""
        self.ensure_one()
        if self.filtered_domain(self._get_valid_domain()):
            return False
        return self.env._("This offer no longer holds. Ask for a new decision.")

    def _check_written_by_machine(self):
        """Over and above the access list: nobody approves his own client by hand."""
        if not self.env.su:
            raise AccessError(
                self.env._(
                    "Pre-approved offers come from scoring, not from what is typed."
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_written_by_machine()
        return super().create(vals_list)

    def write(self, vals):
        self._check_written_by_machine()
        return super().write(vals)

    def _get_feed_columns(self):
        return {
            "partner_id": "required client",
            "product_id": "required product",
            "currency_id": "required currency",
            "amount_limit": "required number",
            "rate": "number",
            "term_months": "integer",
            "date_start": "date",
            "date_end": "required date",
            "reason": "text",
            "is_withdrawn": "boolean",
        }

    def _get_feed_sql(self):
        return {
            "branch_id": "(SELECT branch_id FROM res_partner WHERE id = s.partner_id)",
            "source": "'feed'",
        }
