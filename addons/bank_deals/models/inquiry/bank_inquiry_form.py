# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

_CODE = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")


class BankInquiryForm(models.Model):
    """A page of the bank's site on which somebody asks for a product.

    Every campaign or partner may have a page of its own: its source and campaign stay
    with what comes of it, up to the agreement.
    """

    _name = "bank.inquiry.form"
    _description = "Page for Inquiries"
    _inherit = ["bank.logged.config.mixin"]
    _order = "sequence, name"

    name = fields.Char(string="Title", required=True, translate=True)
    code = fields.Char(
        string="Address",
        required=True,
        copy=False,
        help="The last part of the page's address: small letters, digits and hyphens.",
    )
    url = fields.Char(string="Link", compute="_compute_url")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    intro = fields.Text(string="What Is Said First", translate=True)
    thanks = fields.Text(
        string="What Is Said Afterwards",
        translate=True,
        help="Empty: that a manager will call.",
    )
    product_ids = fields.Many2many(
        comodel_name="bank.product",
        string="Products to Choose From",
        domain=[("state", "=", "active")],
        help="Those on sale are offered. Empty: nobody is asked for a product.",
    )
    branch_id = fields.Many2one(
        comodel_name="bank.branch",
        string="Branch for Other Cities",
        required=True,
        index=True,
        ondelete="restrict",
        help="Gets what comes from a city that no branch serves.",
    )

    # Consent
    consent_text = fields.Text(
        string="Consent to Processing",
        required=True,
        translate=True,
        help="Law 152-FZ, article 9. Whoever sends the form agrees to this very text, "
        "which is kept with his inquiry.",
    )
    marketing_text = fields.Text(
        string="Consent to Advertising",
        translate=True,
        help="Law 38-FZ, article 18: asked apart and never ticked beforehand. Empty: not "
        "asked.",
    )

    # Where from
    source_id = fields.Many2one(
        comodel_name="utm.source", string="Learned of Us from", ondelete="restrict"
    )
    medium_id = fields.Many2one(comodel_name="utm.medium", ondelete="restrict")
    campaign_id = fields.Many2one(comodel_name="utm.campaign", ondelete="restrict")

    # Flood
    hour_limit = fields.Integer(
        string="From One Address an Hour",
        default=20,
        help="An office with one address on the Internet sends all its forms from it.",
    )
    phone_limit = fields.Integer(string="With One Phone a Day", default=3)

    _code_uniq = models.UniqueIndex("(code)", "This address is taken by another page.")
    _check_limits = models.Constraint(
        "CHECK (hour_limit > 0 AND phone_limit > 0)",
        "With a limit of zero nothing comes in: archive the page instead.",
    )

    @api.depends("code")
    def _compute_url(self):
        base = self.get_base_url()
        for form in self:
            form.url = form.code and f"{base}/bank/inquiry/{form.code}"

    @api.constrains("code")
    def _check_code(self):
        for form in self:
            if not _CODE.fullmatch(form.code):
                raise ValidationError(
                    self.env._(
                        "“%(code)s” is no address: two signs at least, small Latin "
                        "letters, digits and hyphens.",
                        code=form.code,
                    )
                )

    def action_open_page(self):
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self.url, "target": "new"}
