# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankActionItem(models.Model):
    """A step that was given leaves a trace; one that has is not given again."""

    _inherit = "bank.action.item"

    def _do_give(self):
        """Extended: the key is the step, so that a replay sends no second letter."""
        runs_sudo = self.env["bank.stage.run"].sudo()
        document = self.plan_id._get_document()
        key = f"step,{self.id}"
        if self.template_id.step_kind != "letter":
            result = super()._do_give()
        elif runs_sudo._find_done(document, key):
            runs_sudo._note(document, self._prepare_trace("repeated"), key)
            return self._finish()
        else:
            result = super()._do_give()
        runs_sudo._note(document, self._prepare_trace("done"), key)
        return result

    def _prepare_trace(self, outcome):
        return {
            "kind": "step",
            "name": self.name,
            "place": self.plan_id.display_name,
            "outcome": outcome,
        }

    def write(self, vals):
        """Why a step could not be given is kept, also once it is tried again."""
        result = super().write(vals)
        if vals.get("state") == "failed":
            runs_sudo = self.env["bank.stage.run"].sudo()
            for item in self:
                cause = {
                    **item._prepare_trace("failed"),
                    "error_kind": "UserError",
                    "problem": vals.get("problem"),
                }
                document = item.plan_id._get_document()
                runs_sudo._note(document, cause, f"step,{item.id}")
        return result
