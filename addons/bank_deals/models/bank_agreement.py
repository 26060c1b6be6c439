# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from odoo.addons.bank_base.tools.numbers import draw_numbers


class BankAgreement(models.Model):
    _inherit = "bank.agreement"

    # agreements are not writable by people, so neither is this link
    deal_id = fields.Many2one(
        comodel_name="crm.lead",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    @api.model
    def _open_from_deals(self, vals_list):
        """Agreements of deals are numbered together, in the order of their deals."""
        numbers = draw_numbers(self.env, "bank.agreement", len(vals_list))
        return super()._open_from_deals(
            [
                {"number": number, **vals}
                for number, vals in zip(numbers, vals_list, strict=True)
            ]
        )
