# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankAgreement(models.Model):
    """What a deal still owes, its agreement cannot come into force without."""

    _inherit = "bank.agreement"

    def _get_activate_blocker(self):
        """The files that attributes of the product require lie in the deal."""
        reasons = super()._get_activate_blocker()
        # what is required is no secret to whoever wins the deal
        lacks = self.sudo().deal_id._find_dossier_lacks()
        for agreement in self.sudo().filtered("deal_id"):
            found = [
                sentence
                for slot, sentence in lacks.get(agreement.deal_id.id, {}).items()
                if slot.attribute_id
            ]
            if found:
                said = [reasons.get(agreement.id), *found]
                reasons[agreement.id] = "\n".join(filter(None, said))
        return reasons
