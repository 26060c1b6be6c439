# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.fields import Command


class BankClientForm(models.Model):
    """The pages of the cards of one kind of client, in the order that suits it."""

    _inherit = "bank.client.form"

    page_ids = fields.One2many(
        comodel_name="bank.client.form.page",
        inverse_name="form_id",
        string="Pages",
        copy=True,
        default=lambda self: self._default_page_ids(),
        help="Pages that are not listed follow those that are.",
    )

    def _default_page_ids(self):
        return [Command.create(values) for values in self._prepare_pages()]

    def _prepare_pages(self):
        """Return values of the pages that are not listed yet, in their order."""
        listed = set(self.page_ids.mapped("page"))
        pages = self.env["bank.client.form.page"]._selection_page()
        return [
            {"page": name, "sequence": 10 * place}
            for place, (name, _label) in enumerate(pages, start=1)
            if name not in listed
        ]

    def action_list_pages(self):
        """List the pages of the card that are not listed yet, after the others."""
        self.check_access("write")
        for form in self:
            last = max(form.page_ids.mapped("sequence"), default=0)
            form.page_ids = [
                Command.create({**values, "sequence": last + values["sequence"]})
                for values in form._prepare_pages()
            ]

    def _get_layout(self):
        """Return what the card needs to know about its pages."""
        pages = self.page_ids.sorted("sequence")
        return {
            "order": pages.mapped("page"),
            "hidden": pages.filtered(lambda page: not page.is_shown).mapped("page"),
        }
