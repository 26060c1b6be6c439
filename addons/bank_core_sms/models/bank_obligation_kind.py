# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankObligationKind(models.Model):
    _inherit = "bank.obligation.kind"

    sms_template_id = fields.Many2one(
        comodel_name="sms.template",
        string="SMS to the Client",
        domain=[("model", "=", "bank.obligation")],
        ondelete="restrict",
        help="For who prefers SMS or has no e-mail address; goes through the contact "
        "gate. Empty: no SMS.",
    )

    def _has_notice(self):
        return bool(self.sms_template_id) or super()._has_notice()
