# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

from .bank_outbox import get_subject


class BankOutbox(models.Model):
    """Messages about one thing are told in their order; what holds one up is shown."""

    _inherit = "bank.outbox"

    waits_for_id = fields.Many2one(
        comodel_name="bank.outbox",
        compute="_compute_waits_for_id",
        help="The earlier message about the same that is not there yet.",
    )
    hold = fields.Char(string="Why It Waits", compute="_compute_waits_for_id")

    @api.depends("state")
    @api.depends_context("lang")
    def _compute_waits_for_id(self):
        found = dict(self._origin._find_earlier())
        for message in self:
            earlier = self.browse(found.get(message._origin.id))
            message.waits_for_id = earlier
            message.hold = message._explain_hold(earlier) if earlier else False

    def _find_earlier(self):
        """Return ``[(id, id of the oldest message that goes before it)]``."""
        waiting = self.filtered(lambda message: message.state == "waiting")
        if not waiting:
            return []
        self.flush_model(["subject", "system_id", "state"])
        return self.env.execute_query(
            SQL(
                """
                SELECT o.id, MIN(e.id) FROM bank_outbox o
                  JOIN bank_outbox e ON e.subject = o.subject
                   AND e.system_id = o.system_id AND e.id < o.id
                   AND e.state IN ('waiting', 'failed')
                 WHERE o.id = ANY(%s) GROUP BY o.id
                """,
                waiting.ids,
            )
        )

    @api.model
    def _find_last(self, code, records):
        """Return ``{id: the last message}`` that a system was to be told about each."""
        subjects = {get_subject(record): record.id for record in records}
        messages = self.search_fetch(
            [("system_id.code", "=", code), ("subject", "in", list(subjects))],
            ["subject", "state"],
            order="id",
        )
        return {subjects[message.subject]: message for message in messages}

    def _explain_hold(self, earlier):
        # whoever sees a message sees those that go before it
        state = earlier.sudo().state
        if state == "failed":
            return self.env._(
                "Message %(number)s (%(event)s) about the same has failed: it is sent "
                "first, by Retry.",
                number=earlier.id,
                event=earlier.sudo().event,
            )
        return self.env._(
            "Message %(number)s (%(event)s) about the same is sent first.",
            number=earlier.id,
            event=earlier.sudo().event,
        )
