# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class ResPartner(models.Model):
    """A new card is filled in from a register as soon as its number is typed."""

    _inherit = "res.partner"

    @api.onchange("inn", "ogrn")
    def _onchange_number_fills_facts(self):
        """Only on a card that is not saved, only into empty fields."""
        if self._origin or not self.client_kind:
            return None
        # the rules and registers are no secret of anybody's
        rules_sudo = self.env["bank.enrichment.rule"].sudo()
        for rule in rules_sudo.search([("is_offered", "=", True)]):
            source = rule.source_id
            number = self[source.key_field]
            if source.kind != "table" or not source.active or not number:
                continue
            facts = source._find_facts([number])[0].get(number)
            if facts and (filled := self._fill_from_register(rule, facts)):
                return {
                    "warning": {
                        "type": "notification",
                        "title": self.env._("Found in “%(name)s”", name=source.name),
                        "message": self.env._(
                            "Filled in: %(fields)s. Check it before you save.",
                            fields=", ".join(filled),
                        ),
                    }
                }
        return None

    def _fill_from_register(self, rule, facts):
        """Fill empty fields of an unsaved card; return their labels."""
        empty = rule.line_ids.filtered(lambda line: not self[line.field])
        values, _skipped = rule._judge(self, facts, {})
        labels = dict(rule.line_ids._selection_field())
        filled = [name for name in empty.mapped("field") if name in values]
        for name in filled:
            self[name] = values[name]
        return [labels[name] for name in filled]
