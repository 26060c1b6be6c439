# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError

# of its address; the rest says where letters go, and is the program's
ADDRESS = {"alias_name", "alias_domain_id"}


class BankInquiryMailbox(models.Model):
    """A mailbox of the bank: who writes there makes an inquiry."""

    _name = "bank.inquiry.mailbox"
    _description = "Mailbox for Inquiries"
    _inherit = ["bank.logged.config.mixin", "mail.alias.mixin"]
    _order = "name"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(
        default=True, help="Letters to an archived mailbox are listed, not taken in."
    )
    branch_id = fields.Many2one(
        comodel_name="bank.branch",
        string="Branch for New Clients",
        required=True,
        index=True,
        ondelete="restrict",
        help="A client who writes is served by his own branch.",
    )
    product_id = fields.Many2one(
        comodel_name="bank.product",
        string="Asked About",
        ondelete="restrict",
        domain=[("state", "=", "active")],
        help="Where a mailbox is for one product alone.",
    )
    source_id = fields.Many2one(
        comodel_name="utm.source", string="Learned of Us from", ondelete="restrict"
    )
    medium_id = fields.Many2one(comodel_name="utm.medium", ondelete="restrict")
    campaign_id = fields.Many2one(comodel_name="utm.campaign", ondelete="restrict")
    sender_limit = fields.Integer(string="From One Sender a Day", default=5)
    hour_limit = fields.Integer(string="From Everybody an Hour", default=200)

    _check_limits = models.Constraint(
        "CHECK (sender_limit > 0 AND hour_limit > 0)",
        "With a limit of zero nothing comes in: archive the mailbox instead.",
    )

    def _alias_get_creation_values(self):
        values = super()._alias_get_creation_values()
        letters = self.env["ir.model"]._get_id("bank.inquiry.letter")
        values.update(alias_model_id=letters, alias_contact="everyone")
        if self.id:
            values["alias_defaults"] = repr({"mailbox_id": self.id})
        return values

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_address_only(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_address_only(vals)
        return super().write(vals)

    @api.model
    def _check_address_only(self, vals):
        typed = {name for name in vals if name.startswith("alias_")}
        if typed - ADDRESS and not self.env.su:
            raise AccessError(
                self.env._("Of the address of a mailbox its name alone is entered.")
            )

    # ------------------------------------------------------------ flood
    def _get_flood_keys(self, sender):
        attempts_sudo = self.env["bank.public.attempt"].sudo()
        return (
            attempts_sudo._make_key("inquiry by mail", sender),
            attempts_sudo._make_key("mailbox", self.id),
        )

    def _is_flooded(self, sender):
        """Tell whether one sender, or all together, have written too often."""
        attempts_sudo = self.env["bank.public.attempt"].sudo()
        of_sender, of_all = self._get_flood_keys(sender)
        return attempts_sudo._is_over(
            of_sender, self.sender_limit, hours=24
        ) or attempts_sudo._is_over(of_all, self.hour_limit)

    def _count_letter(self, sender):
        for key in self._get_flood_keys(sender):
            self.env["bank.public.attempt"].sudo()._count(key)
