# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankActionItem(models.Model):
    """A step that was given leaves a trace; one that has is not given again."""

    _inherit = "bank.action.item"

    def _do_give(self):
        """Extended: the key is the step, so that a replay sends no second letter."""
        sent = self._find_sent()
        if sent:
            sent._note_traces("repeated")
            sent._finish()
        fresh = self - sent
        reasons = super(BankActionItem, fresh)._do_give()
        fresh.filtered(lambda item: item.id not in reasons)._note_traces("done")
        return reasons

    def _find_sent(self):
        """Return those whose letters went out before, however long ago."""
        letters = self.filtered(lambda item: item.template_id.step_kind == "letter")
        if not letters:
            return letters
        documents = letters.plan_id._map_documents()
        runs_sudo = self.env["bank.stage.run"].sudo()
        keys = {
            item: runs_sudo._get_key(documents[item.plan_id], item._get_trace_key())
            for item in letters
        }
        done = runs_sudo._find_done_keys(list(keys.values()))
        return letters.filtered(lambda item: keys[item] in done)

    def _get_trace_key(self):
        return f"step,{self.id}"

    def _note_traces(self, outcome, **values):
        documents = self.plan_id._map_documents()
        self.env["bank.stage.run"].sudo()._note_rows(
            [
                (
                    documents[item.plan_id],
                    {**item._prepare_trace(outcome), **values},
                    item._get_trace_key(),
                )
                for item in self
            ]
        )

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
            self._note_traces(
                "failed", error_kind="UserError", problem=vals.get("problem")
            )
        return result
