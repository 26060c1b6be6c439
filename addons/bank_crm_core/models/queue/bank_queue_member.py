# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import AccessError


class BankQueueMember(models.Model):
    """Somebody who works off a queue, how much he holds at once, and whether he is here."""

    _name = "bank.queue.member"
    _description = "Employee of a Queue"
    _inherit = ["bank.logged.config.mixin"]
    _order = "queue_id, id"
    _rec_name = "user_id"

    queue_id = fields.Many2one(
        comodel_name="bank.queue", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Employee",
        required=True,
        index=True,
        ondelete="cascade",
        domain=[("share", "=", False)],
    )
    capacity = fields.Integer(
        default=10, help="How many documents of the queue he holds at once."
    )
    is_away = fields.Boolean(
        string="Away", copy=False, help="The system hands nothing out to him."
    )
    held_count = fields.Integer(string="In Work", compute="_compute_held_count")

    _member_uniq = models.UniqueIndex(
        "(queue_id, user_id)", "Nobody is in a queue twice."
    )
    _check_capacity = models.Constraint(
        "CHECK (capacity > 0)", "Who takes nothing at all is not in the queue."
    )

    def _get_logged_config_fields(self):
        # who is at lunch decides about no client
        return super()._get_logged_config_fields() - {"is_away"}

    def _compute_held_count(self):
        """How much, of whatever kind; not what: the number is about a colleague."""
        held = self._read_held()
        for member in self:
            member.held_count = held.get((member.queue_id.id, member.user_id.id), 0)

    def _read_held(self):
        """Return ``{(queue id, user id): documents held}``, a statement a model."""
        held = {}
        for documents in self.env["bank.queue"].sudo()._get_document_models():
            for key, count in documents._count_held(self.queue_id).items():
                held[key] = held.get(key, 0) + count
        return held

    def _describe_load(self, is_absent):
        """Return how much an employee holds, in words for the load of his queue."""
        self.ensure_one()
        words = {
            "name": self.user_id.name,
            "held": self.held_count,
            "capacity": self.capacity,
        }
        if is_absent:
            return self.env._("%(name)s: %(held)s of %(capacity)s, away", **words)
        return self.env._("%(name)s: %(held)s of %(capacity)s", **words)

    def _find_absent(self):
        """Return those who get nothing now, by their switch or because they are away."""
        away = self.user_id._find_absent()
        return self.filtered(lambda member: member.is_away or member.user_id in away)

    def action_toggle_away(self):
        """The employee himself or a lead says whether he is here."""
        self.check_access("read")
        user = self.env.user
        for member in self.sudo():
            if user != member.user_id and not member.queue_id._is_led(user):
                raise AccessError(
                    self.env._("Only the employee himself or a lead changes this.")
                )
            member.is_away = not member.is_away
        return True
