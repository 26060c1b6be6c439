# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResConfigSettings(models.TransientModel):
    """The system administrator says who carries the bank's SMS."""

    _inherit = "res.config.settings"

    bank_sms_url = fields.Char(
        string="Address of the SMS Provider",
        config_parameter="bank_core_sms.url",
        help="Each SMS is posted here as JSON. Empty: no SMS leaves the bank.",
    )
    bank_sms_token = fields.Char(
        string="Key of the SMS Provider", config_parameter="bank_core_sms.token"
    )
    bank_sms_timeout = fields.Integer(
        string="Wait for an Answer, Seconds",
        config_parameter="bank_core_sms.timeout",
        default=10,
    )

    @api.constrains("bank_sms_url", "bank_sms_timeout")
    def _check_bank_sms(self):
        for settings in self:
            url = (settings.bank_sms_url or "").strip()
            if url and not url.startswith(("https://", "http://")):
                raise ValidationError(
                    self.env._(
                        "The address of the SMS provider begins with https:// "
                        "or http://."
                    )
                )
            if url and not 1 <= settings.bank_sms_timeout <= 60:
                raise ValidationError(
                    self.env._("Wait for the SMS provider from 1 to 60 seconds.")
                )
