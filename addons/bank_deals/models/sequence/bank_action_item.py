# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankActionItem(models.Model):
    """An item may wait for its turn, and may be a letter that goes out by itself."""

    _inherit = "bank.action.item"

    state = fields.Selection(
        selection_add=[("waiting", "Waits for Its Turn")],
        ondelete={"waiting": lambda items: items.write({"state": "cancelled"})},
    )
    after_id = fields.Many2one(
        comodel_name="bank.action.item",
        compute="_compute_after_id",
        help="The step before it.",
    )
    branch = fields.Selection(related="template_id.branch")
    is_begun = fields.Boolean(readonly=True, copy=False)

    _waiting_idx = models.Index("(date_due) WHERE state = 'waiting'")

    def _compute_after_id(self):
        for item in self:
            before = item.template_id.after_id
            item.after_id = item.plan_id.item_ids.filtered(
                lambda row, before=before: before and row.template_id == before
            )[:1]

    def _give(self):
        """Extended: what does not begin with the plan waits."""
        later = self.filtered(
            lambda item: (
                item.state == "open" and not item.is_begun and item.template_id._waits()
            )
        )
        later.write({"state": "waiting"})
        result = super(BankActionItem, self - later)._give()
        later._take_turn()
        return result

    def _finish(self, outcome=False):
        result = super()._finish(outcome)
        self._begin_next()
        return result

    def _begin_next(self):
        """What follows these counts its days from now; what has none begins at once."""
        followers = self.plan_id.item_ids.filtered(
            lambda item: item.state == "waiting" and item.after_id in self
        )
        today = fields.Date.context_today(self)
        for step, items in followers.grouped("template_id").items():
            items.write({"date_due": step._get_date_deadline(today)})
        followers._take_turn()

    def _drop(self):
        """What waits for what is dropped is dropped with it."""
        waiting = self.filtered(lambda item: item.state == "waiting")
        waiting.write({"state": "cancelled"})
        result = super()._drop()
        self._drop_followers()
        return result

    def _drop_followers(self):
        gone = self.filtered(lambda item: item.state == "cancelled")
        followers = gone.plan_id.item_ids.filtered(
            lambda item: item.state == "waiting" and item.after_id in gone
        )
        if followers:
            followers._drop()
