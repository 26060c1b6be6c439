# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankAgreementParty(models.Model):
    """Who has a part in an agreement, and which one."""

    _name = "bank.agreement.party"
    _description = "Party of an Agreement"
    _inherit = ["bank.feed.mixin"]
    _order = "agreement_id, role, id"
    _access_logged = True
    _access_log_client = "partner_id"

    agreement_id = fields.Many2one(
        comodel_name="bank.agreement", required=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Party",
        required=True,
        index=True,
        ondelete="restrict",
    )
    role = fields.Selection(
        selection=[
            ("owner", "Owner"),
            ("co_owner", "Co-Owner"),
            ("user", "May Operate"),
            ("guarantor", "Guarantor"),
            ("beneficiary", "Beneficiary"),
        ],
        required=True,
        default="owner",
    )
    source_key = fields.Char(
        string="Key in the Source System", readonly=True, copy=False
    )

    _party_uniq = models.UniqueIndex(
        "(agreement_id, partner_id, role)", "This party is already there."
    )
    _source_key_uniq = models.UniqueIndex("(source_key) WHERE source_key IS NOT NULL")

    def _get_feed_columns(self):
        return {
            "agreement_id": "required agreement",
            "partner_id": "required client",
            "role": "required choice",
        }
