# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankEnrichmentRow(models.Model):
    """What a register says about one INN or OGRN; laid down by the loading only."""

    _name = "bank.enrichment.row"
    _description = "Row of a Register"
    _order = "source_id, key"
    _rec_name = "key"
    _log_access = False

    source_id = fields.Many2one(
        comodel_name="bank.enrichment.source",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    key = fields.Char(string="INN or OGRN", required=True, readonly=True)
    facts = fields.Json(readonly=True)
    text = fields.Char(string="What It Says", compute="_compute_text")

    _key_uniq = models.UniqueIndex("(source_id, key)")

    def _compute_text(self):
        for row in self:
            facts = (row.facts or {}).values()
            row.text = " · ".join(fact for fact in facts if fact)[:200]
