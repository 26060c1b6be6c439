# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re

from odoo import api, models

from odoo.addons.bank_text.tools.transliteration import transliterate

LONGEST = 40


class BankSuggestedCodeMixin(models.AbstractModel):
    """What is set up by name gets its code from it; whoever wants types another."""

    _name = "bank.suggested.code.mixin"
    _description = "Suggested Code (abstract)"

    @api.onchange("name")
    def _onchange_name_suggests_code(self):
        for record in self:
            if record.name and not record.code:
                record.code = record._suggest_code(record.name)

    def _suggest_code(self, name):
        """Return a free code of Latin letters, digits and underscores, or False."""
        words = re.findall(r"[a-z0-9]+", transliterate(name, "everyday").lower())
        code = "_".join(words)[:LONGEST].strip("_").lstrip("0123456789_")
        if not code:
            return False
        taken, number = self._get_taken_codes(code), 2
        free = code
        while free in taken:
            free, number = f"{code}_{number}", number + 1
        return free

    def _get_taken_codes(self, code):
        """Hook: return the codes beginning so that another record has already."""
        # which codes there are is no secret to whoever sets one up
        taken_sudo = self.sudo().with_context(active_test=False)
        return set(taken_sudo.search([("code", "=like", f"{code}%")]).mapped("code"))
