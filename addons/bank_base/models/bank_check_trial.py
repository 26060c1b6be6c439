# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import UserError

TRIAL_BATCH = 5_000


class BankCheck(models.Model):
    """What a draft of a check would do to the documents that are under way."""

    _inherit = "bank.check"

    def _try_out(self):
        """Return the open documents' count and the ids that would be blocked."""
        self.ensure_one()
        documents = self.env[self.model]
        if not hasattr(documents, "_get_gate_open_domain"):
            raise UserError(self.env._("These documents pass no gates."))
        # counted for the whole bank; only what the user may see is shown to him
        ids = documents.sudo().search(documents._get_gate_open_domain()).ids
        blocked = []
        for start in range(0, len(ids), TRIAL_BATCH):
            part = documents.browse(ids[start : start + TRIAL_BATCH])
            blocked += self._find_failures(part)
        return len(ids), blocked

    def action_try_out(self):
        """Show the open documents that this check would block."""
        self.check_access("write")  # the figures are those of the whole bank
        total, blocked = self._try_out()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._(
                "Would block %(blocked)s of %(total)s",
                blocked=len(blocked),
                total=total,
            ),
            "res_model": self.model,
            "domain": [("id", "in", blocked)],
            "views": [(False, "list"), (False, "form")],
        }
