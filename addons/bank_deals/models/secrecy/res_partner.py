# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL

# lists on the card that may have rows about a deal
TOLD = {
    "card_interaction_ids": "bank.interaction",
    "card_plan_ids": "bank.action.plan",
}


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _get_card_lists(self):
        """What is kept from the reader is not on the card, at no further statement."""
        lists = super()._get_card_lists()
        if self.env.su:
            return lists
        kept = {}
        for name, model in TOLD.items():
            hidden = self.env[model]._get_withheld_sql("t")
            table, join, condition, *rest = lists[name]
            kept[name] = (
                table,
                join,
                f"{condition} AND NOT {self._write_out(hidden)}",
                *rest,
            )
        return {**lists, **kept}

    def _read_card_lists(self):
        """What the lists were read without is not asked for again row by row."""
        found = super()._read_card_lists()
        for (name, _partner_id), ids in found.items():
            if name in TOLD and not self.env.su:
                rows = self.env[TOLD[name]].browse(ids)
                with self.env.protecting([rows._fields["is_withheld"]], rows):
                    rows.is_withheld = False
        return found

    @api.model
    def _write_out(self, condition: SQL):
        """Return a condition as text, its values in it: the card joins texts."""
        text = self.env.cr.mogrify(condition.code, condition.params).decode()
        return text.replace("%", "%%")
