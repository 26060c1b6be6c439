# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankDocumentSection(models.Model):
    """A part of a dossier, as in a folder: types of papers stand in it."""

    _name = "bank.document.section"
    _description = "Section of a Dossier"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    type_ids = fields.One2many(
        comodel_name="bank.document.type",
        inverse_name="section_id",
        string="Document Types",
    )

    def _get_place(self):
        """Return what sections are sorted by; papers without one come first."""
        return (self.sequence, self.id) if self else (-1, 0)


class BankDocumentType(models.Model):
    _inherit = "bank.document.type"

    section_id = fields.Many2one(
        comodel_name="bank.document.section",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="Under this heading such papers stand in a dossier.",
    )


class BankDocument(models.Model):
    _inherit = "bank.document"

    section_id = fields.Many2one(
        related="type_id.section_id", store=True, index="btree_not_null"
    )
