# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

# surname, name, patronymic
FULL_NAME = 3


class ResPartner(models.Model):
    """How letters address a client."""

    _inherit = "res.partner"

    salutation = fields.Char(
        compute="_compute_salutation",
        help="The words with which letters to the client begin.",
    )

    @api.depends("name", "sex", "client_kind", "is_company")
    @api.depends_context("lang")
    def _compute_salutation(self):
        for partner in self:
            partner.salutation = partner._get_salutation()

    def _get_salutation(self):
        """Address a person by name and patronymic; who he is decides the word."""
        if self.is_company or not self.name:
            return self.env._("Dear Sir or Madam")
        words = self.name.split()
        name = " ".join(words[1:] if len(words) == FULL_NAME else words)
        return {
            "male": self.env._("Dear Mr. %(name)s", name=name),
            "female": self.env._("Dear Ms. %(name)s", name=name),
        }.get(self.sex) or self.env._("Good day, %(name)s", name=name)
