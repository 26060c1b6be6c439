# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class CrmStage(models.Model):
    _inherit = "crm.stage"

    makes_application = fields.Boolean(
        string="Makes the Application",
        help="A deal that enters this stage gets its application by itself.",
    )
    closes_on_refusal = fields.Boolean(
        string="Lost by a Refusal",
        help="A deal whose application is refused while it stands here is closed as "
        "lost. Otherwise another application may be made.",
    )

    @api.model
    def _get_frozen_fields(self):
        return super()._get_frozen_fields() | {
            "makes_application",
            "closes_on_refusal",
        }
