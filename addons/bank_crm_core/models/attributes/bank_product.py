# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.tools import SQL

# so many documents are computed at once, the rest by the job
AT_ONCE = 1_000


class BankProduct(models.Model):
    """Whatever changes the attributes of products has their documents computed."""

    _inherit = "bank.product"

    def _compile(self):
        result = super()._compile()
        if self:
            self._refresh_documents()
        return result

    def _refresh_documents(self):
        # values are the server's: who keeps the catalogue sees no agreements
        values_sudo = self.env["bank.attribute.value"].sudo()
        self.env.flush_all()
        self._remove_values_of_others(values_sudo)
        if waiting := values_sudo._find_waiting(AT_ONCE):
            values_sudo._refresh(waiting)
            if len(waiting) == AT_ONCE or values_sudo._find_waiting(1):
                self.env.ref("bank_crm_core.ir_cron_attribute_values").sudo()._trigger()

    def _remove_values_of_others(self, values_sudo):
        """Remove values of attributes that these products no longer have."""
        pairs = [
            (category, attribute)
            for category, programme in values_sudo._get_programmes().items()
            for attribute in programme.attribute_ids
        ]
        for name, column in values_sudo._get_document_columns().items():
            self.env.cr.execute(
                SQL(
                    """
                    DELETE FROM bank_attribute_value v
                     USING %s d JOIN bank_product p ON p.id = d.product_id
                     WHERE v.%s = d.id AND p.id = ANY(%s)
                       AND (p.category_id, v.attribute_id) NOT IN
                           (SELECT * FROM unnest(%s::int[], %s::int[]))
                    """,
                    SQL.identifier(self.env[name]._table),
                    SQL.identifier(column),
                    self.ids,
                    [category for category, _attribute in pairs],
                    [attribute for _category, attribute in pairs],
                )
            )
        values_sudo.invalidate_model()
