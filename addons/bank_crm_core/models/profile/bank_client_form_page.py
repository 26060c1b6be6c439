# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from lxml import etree

from odoo import api, fields, models
from odoo.exceptions import ValidationError

CARD = "bank_crm_core.res_partner_view_form_client"


class BankClientFormPage(models.Model):
    """Where a page of the card stands for one kind of client, and whether it does.

    A hidden page is out of the way, not out of reach: who may read what is said by
    roles and rules.
    """

    _name = "bank.client.form.page"
    _description = "Page of the Card"
    _order = "form_id, sequence, id"
    _rec_name = "page"

    form_id = fields.Many2one(
        comodel_name="bank.client.form", required=True, index=True, ondelete="cascade"
    )
    page = fields.Selection(
        selection=lambda self: self._selection_page(), required=True
    )
    sequence = fields.Integer(default=10)
    is_shown = fields.Boolean(string="On the Card", default=True)

    _page_uniq = models.UniqueIndex(
        "(form_id, page)", "This page stands in the list already."
    )

    @api.model
    def _selection_page(self):
        """Return the pages of the card as addons have made it, in their order."""
        # the names of pages are no secret
        view_sudo = self.env.ref(CARD).sudo()
        arch = view_sudo._get_combined_arch()
        if isinstance(arch, str):
            arch = etree.fromstring(arch)
        return [
            (page.get("name"), page.get("string") or page.get("name"))
            for page in arch.xpath("//notebook[1]/page[@name]")
        ]

    @api.constrains("is_shown", "form_id")
    def _check_some_shown(self):
        for form in self.form_id:
            if form.page_ids and not any(form.page_ids.mapped("is_shown")):
                raise ValidationError(
                    self.env._("A card without pages shows nothing. Leave one of them.")
                )
