# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

from odoo import api, fields, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)


class BankEnrichmentLog(models.Model):
    """What a run has done to one client, or why it did nothing."""

    _name = "bank.enrichment.log"
    _description = "Client of an Enrichment Run"
    _order = "run_id, id"
    _rec_name = "partner_id"
    _access_logged = True
    _access_log_client = "partner_id"

    run_id = fields.Many2one(
        comodel_name="bank.enrichment.run",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    outcome = fields.Selection(
        selection=[
            ("changed", "Changed"),
            ("same", "Nothing to Change"),
            ("absent", "Not in the Register"),
            ("failed", "Failed"),
            ("undone", "Undone"),
            ("kept", "Changed Since, Left"),
        ],
        required=True,
        readonly=True,
    )
    reason = fields.Char(string="Why", readonly=True)
    changes = fields.Json(readonly=True, help="Field: what stood there, what was put.")
    text = fields.Char(string="What", compute="_compute_text")

    _run_idx = models.Index("(run_id, outcome, id)")

    def _compute_text(self):
        labels = dict(self.env["bank.enrichment.rule.line"]._selection_field())
        for log in self:
            log.text = "; ".join(
                f"{labels.get(name, name)}: {old or '–'} → {new}"
                for name, (old, new) in (log.changes or {}).items()
            )

    @api.model
    def _enrich(self, run, partner, facts, failure, written):
        """Write what the rule wants to one client; return the values of the line."""
        if failure:
            return {"outcome": "failed", "reason": failure[:200]}
        if not facts:
            return {"outcome": "absent"}
        mine = {
            name: text for (one, name), text in written.items() if one == partner.id
        }
        values, skipped = run.rule_id._judge(partner, facts, mine)
        reason = "; ".join(skipped)[:500] or False
        if not values:
            return {"outcome": "same", "reason": reason}
        as_text = self.env["bank.enrichment.rule.line"]._as_text
        changes = {
            name: [as_text(partner[name]), as_text(value)]
            for name, value in values.items()
        }
        if not run.is_dry and (problem := self._put(partner, values)):
            return {"outcome": "failed", "reason": problem}
        return {"outcome": "changed", "reason": reason, "changes": changes}

    @api.model
    def _put(self, partner, values):
        """Write to one client as a feed does; return why it could not be done."""
        try:
            with self.env.cr.savepoint():
                partner.write(values)
                self.env.flush_all()
        except UserError as error:
            return str(error)[:500]
        except Exception:
            # a client that breaks in a way nobody foresaw stops no other
            _logger.exception("client %s of an enrichment run", partner.id)
            return self.env._("It could not be written. Call the administrator.")
        return False

    def _undo(self):
        """Put back what stood there; return the values of the line."""
        as_text = self.env["bank.enrichment.rule.line"]._as_text
        partner = self.partner_id
        values = {
            name: old or False
            for name, (old, new) in (self.changes or {}).items()
            if as_text(partner[name]) == new
        }
        if problem := values and self._put(partner, values):
            return {"outcome": "kept", "reason": problem}
        return {"outcome": "undone" if values else "kept"}
