# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

CREDIT_HISTORY = "credit_history"
LABEL = "Request of the Credit History"


class BankConsent(models.Model):
    _inherit = "bank.consent"

    purpose = fields.Selection(
        selection_add=[(CREDIT_HISTORY, LABEL)], ondelete={CREDIT_HISTORY: "cascade"}
    )


class BankConsentGive(models.TransientModel):
    _inherit = "bank.consent.give"

    purpose = fields.Selection(
        selection_add=[(CREDIT_HISTORY, LABEL)], ondelete={CREDIT_HISTORY: "cascade"}
    )


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _get_consent_purposes(self):
        return (*super()._get_consent_purposes(), CREDIT_HISTORY)
