# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .bank_gate_moving import QUEUE

AT_ONCE = 200
# what failed after the gate is not tried again with every run of the job
TRY_AGAIN = timedelta(days=1)


class BankStageRun(models.Model):
    """Which documents have moved by themselves, and the job that looks for more."""

    _inherit = "bank.stage.run"

    @api.model
    def _find_moved(self, keys):
        """Return the ids of the documents that have left their stage by themselves.

        Those that somebody has moved back to it count as well.
        """
        domain = [("key", "in", keys), ("outcome", "in", ["done", "held"])]
        return set(self.search_fetch(domain, ["res_id"]).mapped("res_id"))

    @api.model
    def _work_off_moves(self):
        """Move on what was queued in this transaction."""
        queue = self.env.cr.precommit.data.pop(QUEUE, {})
        for name, ids in queue.items():
            self.env[name].browse(sorted(ids))._move_on()

    @api.model
    def _get_gated_models(self):
        mixin = self.env.registry["bank.gated.mixin"]
        return sorted(
            name
            for name, model in self.env.registry.items()
            if issubclass(model, mixin) and not model._abstract
        )

    @api.model
    def _cron_move_on(self):
        """Move on what has become free without any event: a date, a paper, an amount."""
        for name in self._get_gated_models():
            documents = self.env[name]
            moving = list(documents._get_gate_stages()._get_moving_ids())
            if moving and not self._move_on_all(documents, moving):
                break

    @api.model
    def _move_on_all(self, documents, moving):
        """Go through the documents on these stages; False: the time is over."""
        domain = Domain(documents._gate_field, "in", moving)
        domain &= Domain(documents._get_gate_open_domain())
        domain &= Domain("id", "not in", self._find_failed(documents._name))
        last = 0
        while found := documents.search(
            domain & Domain("id", ">", last), limit=AT_ONCE, order="id"
        ):
            last = found[-1].id
            found._move_on()
            if not self.env["ir.cron"]._commit_progress(len(found)):
                return False
        return True

    @api.model
    def _find_failed(self, model):
        """Return the ids of the documents whose move has failed within a day."""
        runs = self.search_fetch(
            [
                ("res_model", "=", model),
                ("kind", "=", "move"),
                ("outcome", "=", "failed"),
                ("date", ">", fields.Datetime.now() - TRY_AGAIN),
            ],
            ["res_id"],
        )
        return runs.mapped("res_id")
