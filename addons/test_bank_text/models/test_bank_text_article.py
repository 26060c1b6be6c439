# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from odoo.addons.bank_text.tools import full_text


class TestBankTextArticle(models.Model):
    _name = "test.bank.text.article"
    _description = "Article (test of full-text search)"
    _inherit = ["bank.text.search.mixin"]
    _text_search_fields = ("name", "title", "body")

    name = fields.Char(required=True)
    title = fields.Char(translate=True)
    body = fields.Html()
    user_id = fields.Many2one(comodel_name="res.users", index=True)

    _text_search_idx = models.Index(full_text.index("name", "title", "body"))
