# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankMeetingNote(models.TransientModel):
    _inherit = "bank.meeting.note"

    deal_ids = fields.Many2many(
        comodel_name="crm.lead",
        relation="bank_meeting_note_deal_rel",
        string="Deals",
        domain="[('partner_id', '=', partner_id), ('type', '=', 'opportunity')]",
    )
