# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankInteraction(models.Model):
    """A meeting is one interaction: who was there from both sides, what it was about,
    and notes of it, each with readers of its own.
    """

    _inherit = "bank.interaction"

    guest_ids = fields.Many2many(
        comodel_name="res.partner",
        relation="bank_interaction_guest_rel",
        column1="interaction_id",
        column2="partner_id",
        string="From the Client",
        readonly=True,
    )
    staff_ids = fields.Many2many(
        comodel_name="res.users",
        relation="bank_interaction_staff_rel",
        column1="interaction_id",
        column2="user_id",
        string="From the Bank",
        readonly=True,
    )
    agreement_ids = fields.Many2many(
        comodel_name="bank.agreement",
        relation="bank_interaction_agreement_rel",
        column1="interaction_id",
        column2="agreement_id",
        string="Agreements",
        readonly=True,
    )
    summary_ids = fields.One2many(
        comodel_name="bank.interaction.summary",
        inverse_name="interaction_id",
        string="Notes of It",
        readonly=True,
    )

    @api.model
    def _get_subject_fields(self):
        """Hook: links to the client's documents that an interaction was about."""
        return ["agreement_ids"]

    def action_add_summary(self):
        """Write one more note of this contact."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_core.bank_meeting_note_action"
        )
        context = {
            "default_interaction_id": self.id,
            "default_partner_id": self.partner_id.id,
            "default_subject": self.subject,
        }
        return {**action, "context": context}
