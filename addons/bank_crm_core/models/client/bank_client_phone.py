# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import phones

# numbers within a country begin at 3 digits; 15 is the longest abroad, 5 an extension
FEWEST_DIGITS, MOST_DIGITS = 3, 20


class BankClientPhone(models.Model):
    """One of the phones of a person or company, as typed and as it is found."""

    _name = "bank.client.phone"
    _description = "Phone"
    _order = "partner_id, sequence, id"
    _rec_name = "number"
    _access_logged = True
    _access_log_client = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        index=True,
        ondelete="cascade",
    )
    sequence = fields.Integer(default=10)
    number = fields.Char(string="Phone Number", required=True)
    kind = fields.Selection(
        selection=[
            ("mobile", "Mobile"),
            ("work", "Work"),
            ("home", "Home"),
            ("other", "Other"),
        ],
        default="mobile",
        required=True,
    )
    e164 = fields.Char(
        string="International Number",
        compute="_compute_e164",
        store=True,
        index="btree_not_null",
        help="Empty when what was typed cannot be a phone number.",
    )
    digits = fields.Char(compute="_compute_e164", store=True)
    note = fields.Char(help="Extension, whose phone it is, when it is answered.")

    _partner_digits_uniq = models.UniqueIndex(
        "(partner_id, digits)", "This phone of the client is already there."
    )

    @api.depends("number", "partner_id.country_id")
    def _compute_e164(self):
        for phone in self:
            region = phone.partner_id._get_phone_region()
            phone.e164 = phones.normalise(phone.number, region) or False
            phone.digits = phones.digits(phone.number, region)

    @api.constrains("number")
    def _check_number(self):
        """An extension may follow; what has no digits, or no end, is no phone."""
        for phone in self:
            digits = sum(sign.isdigit() for sign in phone.number)
            if not FEWEST_DIGITS <= digits <= MOST_DIGITS:
                raise ValidationError(
                    self.env._(
                        "“%(number)s” is no phone number: it has %(least)s to %(most)s "
                        "digits with the extension.",
                        number=phone.number[:40],
                        least=FEWEST_DIGITS,
                        most=MOST_DIGITS,
                    )
                )

    def write(self, vals):
        result = super().write(vals)
        if "partner_id" in vals:
            # rules look at what a row was: whose it has become must be his, too
            self.check_access("write")
        return result
