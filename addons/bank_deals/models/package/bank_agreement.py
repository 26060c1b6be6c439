# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankAgreement(models.Model):
    """A package yields an agreement a facility."""

    _inherit = "bank.agreement"

    facility_id = fields.Many2one(
        comodel_name="bank.deal.facility",
        string="Facility of the Deal",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    _deal_uniq = models.UniqueIndex(
        "(deal_id, COALESCE(facility_id, 0)) WHERE deal_id IS NOT NULL",
        "A deal yields one agreement for each of its facilities.",
    )
