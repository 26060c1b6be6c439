# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL


class BankDuplicateCriterion(models.Model):
    _inherit = "bank.duplicate.criterion"

    code = fields.Selection(
        selection_add=[("identity", "Identity document")],
        ondelete={"identity": "cascade"},
    )


class BankDuplicateRule(models.Model):
    """Two cards with one identity document: compared by the keyed hash of its number.

    Different documents tell nothing: a client has several and changes them.
    """

    _inherit = "bank.duplicate.rule"

    @api.model
    def _get_telling_codes(self):
        return ["identity", *super()._get_telling_codes()]

    def _is_by_numbers(self):
        return super()._is_by_numbers() or {"identity"} in self._get_steps()

    @api.model
    def _get_key_queries(self, where):
        query = SQL(
            "SELECT p.id, d.type_id || ':' || d.number_hash FROM res_partner p "
            "JOIN bank_identity_document d ON d.partner_id = p.id "
            "WHERE d.active AND d.number_hash IS NOT NULL AND %s",
            where,
        )
        return {**super()._get_key_queries(where), "identity": query}

    @api.model
    def _get_key_condition(self, code, key):
        if code != "identity":
            return super()._get_key_condition(code, key)
        type_id, _sep, hashed = key.partition(":")
        return SQL(
            "p.id IN (SELECT partner_id FROM bank_identity_document "
            "WHERE active AND type_id = %s AND number_hash = %s)",
            int(type_id),
            hashed,
        )
