# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL, format_amount, format_date, formatLang

NO_VALUE = "–"


class BankAgreementEvent(models.Model):
    """One term of an agreement in force has changed: what it was, what it is.

    Written by the feed in one statement and by whatever else changes an agreement;
    see ``bank_agreement_terms.py``. A draft has no terms yet.
    """

    _name = "bank.agreement.event"
    _description = "Change of Terms"
    _inherit = ["bank.append.only.mixin"]
    _order = "date_effective desc, id desc"
    _rec_name = "date_effective"
    _access_logged = True

    agreement_id = fields.Many2one(
        comodel_name="bank.agreement", required=True, readonly=True, ondelete="restrict"
    )
    currency_id = fields.Many2one(related="agreement_id.currency_id")
    term = fields.Selection(
        string="What Has Changed",
        selection=[
            ("rate", "Rate"),
            ("amount", "Amount"),
            ("amount_limit", "Limit"),
            ("date_end", "End"),
        ],
        required=True,
        readonly=True,
    )
    date_effective = fields.Date(
        string="In Force Since",
        required=True,
        readonly=True,
        help="As the source says; where it does not, the day on which it was learned.",
    )
    date = fields.Datetime(string="Noted At", required=True, readonly=True)
    source = fields.Selection(
        string="Learned From",
        selection=[
            ("feed", "Core Banking"),
            ("act", "Decided Change"),
            ("system", "Other Change in the System"),
        ],
        required=True,
        readonly=True,
    )
    reason = fields.Char(
        string="Grounds", readonly=True, help="The act that decided it."
    )
    number_before = fields.Float(string="Earlier Value", digits=(16, 4), readonly=True)
    number_after = fields.Float(string="New Value", digits=(16, 4), readonly=True)
    date_before = fields.Date(string="Earlier Date", readonly=True)
    date_after = fields.Date(string="New Date", readonly=True)
    value_before = fields.Char(string="Was", compute="_compute_values")
    value_after = fields.Char(string="Became", compute="_compute_values")

    _agreement_idx = models.Index("(agreement_id, date_effective DESC, id DESC)")

    @api.depends("term", "number_before", "number_after", "date_before", "date_after")
    @api.depends_context("lang")
    def _compute_values(self):
        for event in self:
            for end in ("before", "after"):
                event[f"value_{end}"] = event._format_value(
                    event[f"number_{end}"], event[f"date_{end}"]
                )

    def _format_value(self, number, date):
        """Return a value of this event's term as people read it."""
        if self.term == "date_end":
            return format_date(self.env, date) if date else NO_VALUE
        if not number:
            return NO_VALUE
        if self.term == "rate":
            return f"{formatLang(self.env, number, digits=2)} %"
        return format_amount(self.env, number, self.currency_id)

    @api.model
    def _get_access_log_client(self, alias):
        return SQL(
            "(SELECT a.partner_id FROM bank_agreement a WHERE a.id = %s)",
            SQL.identifier(alias, "agreement_id"),
        )
