# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class BankQueueMixin(models.AbstractModel):
    """Which queue a document goes to that nobody has directed by hand."""

    _inherit = "bank.queue.mixin"

    routing_rule_id = fields.Many2one(
        comodel_name="bank.routing.rule",
        string="Directed by the Rule",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    def _get_queue_text(self):
        """Hook: the text that tells what it is about."""
        return ""

    def _get_own_queue(self):
        """Hook: the queue that what it is about names, where no rule says another."""
        return self.env["bank.queue"]

    def _direct(self):
        """Put these documents into queues: by hand, else by rules, else the default one.

        A statement a rule, however many documents.
        """
        waiting = self.filtered(lambda row: not row.queue_id).sudo()
        found = self.env["bank.routing.rule"]._route(waiting) if waiting else {}
        default = self.env["bank.queue"]._get_default_queue()
        for row in waiting:
            rule = found.get(row.id, self.env["bank.routing.rule"])
            queue = rule.queue_id or row._get_own_queue() or default
            if not queue:
                row._stay_undirected()
                continue
            row.write(
                {
                    "queue_id": queue.id,
                    "routing_rule_id": rule.id,
                    "addressee_ids": [Command.set(rule.user_ids.ids)],
                }
            )
        for row in self:
            row._check_served(row.queue_id)

    def _stay_undirected(self):
        """Hook: no rule fits and no queue takes what has none; who asked is told."""
        raise UserError(self.env._("No rule says who is to answer: choose a queue."))

    def _give_directed(self):
        """Give what is for one person to him, if he is here; wake what hands out."""
        rows = self.sudo()  # the rule has decided
        present = rows.addressee_ids - rows.addressee_ids._find_absent()
        for row in rows:
            if len(row.addressee_ids) == 1 and row.addressee_ids in present:
                row._give(row.addressee_ids)
        rows.queue_id._wake_push()
        rows._note_stuck()

    def _note_stuck(self):
        """Say of these documents why nobody can take them now."""
        rows = self.sudo()  # the queue is asked, whoever has sent them
        waiting = rows.filtered_domain(rows._get_queue_waiting_domain())
        for queue, group in waiting.grouped("queue_id").items():
            if queue:
                queue._note_stuck(group.browse(), group)

    def _is_told_anew(self, reason):
        """Tell whether a reason is news; what went wrong in handing out stays said."""
        if reason:
            return self.queue_problem != reason
        return bool(self.queue_problem) and not self.is_push_failed
