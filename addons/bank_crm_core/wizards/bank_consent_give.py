# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class BankConsentGive(models.TransientModel):
    """A consent given or withdrawn, with its proof, for several channels at once."""

    _name = "bank.consent.give"
    _description = "Entry of a Consent"

    partner_id = fields.Many2one(
        comodel_name="res.partner", string="Client", required=True, ondelete="cascade"
    )
    state = fields.Selection(
        selection=[("given", "Gives"), ("withdrawn", "Withdraws")],
        string="What Is Said",
        required=True,
        default="given",
    )
    purpose = fields.Selection(
        selection=[
            ("marketing", "Marketing"),
            ("service", "Service"),
            ("personal_data", "Processing of Personal Data"),
        ],
        required=True,
        default="marketing",
    )
    channel_ids = fields.Many2many(
        comodel_name="bank.channel", string="Channels", help="Empty: all channels."
    )
    product_category_id = fields.Many2one(
        comodel_name="bank.product.category",
        string="Topic",
        ondelete="cascade",
        help="Empty: all products.",
    )
    date_expiry = fields.Date(string="Valid Until")
    method = fields.Selection(
        selection=[
            ("paper", "Signed Paper"),
            ("phone", "By Phone"),
            ("branch", "In the Branch"),
            ("letter", "By Letter or E-mail"),
        ],
        string="How",
        required=True,
        default="paper",
    )
    document_id = fields.Many2one(
        comodel_name="bank.document",
        string="Paper",
        ondelete="cascade",
        domain="[('res_model', '=', 'res.partner'), ('res_id', '=', partner_id), "
        "('state', 'in', ['received', 'verified'])]",
    )
    recording = fields.Char(
        string="Recording of the Call", help="Its number in the telephone system."
    )
    note = fields.Char()

    @api.onchange("purpose")
    def _onchange_purpose(self):
        if self.purpose == "personal_data":
            self.channel_ids = False

    def action_save(self):
        """Enter a row for each channel, or one for all of them."""
        self.ensure_one()
        consents = self.env["bank.consent"]
        consents._check_may_enter(self.partner_id)
        if self.state == "given" and not (self.document_id or self.recording):
            raise UserError(
                self.env._("Name the proof: the signed paper or the recording.")
            )
        for channel in self.channel_ids or [self.channel_ids]:
            consents._enter(
                self.partner_id,
                purpose=self.purpose,
                state=self.state,
                method=self.method,
                channel_id=channel.id,
                product_category_id=self.product_category_id.id,
                date_expiry=self.state == "given" and self.date_expiry,
                document_id=self.document_id.id,
                recording=self.recording,
                note=self.note,
            )
        return {"type": "ir.actions.act_window_close"}
