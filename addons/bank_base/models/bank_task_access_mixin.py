# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain


class BankTaskAccessMixin(models.AbstractModel):
    """An open task gives its holder read access to the document and to its client.

    The mixin gives the field; the wall of the model says for reading, and for reading
    only, ``'|', <wall>, ('is_my_task', '=', True)``. The field is answered anew for
    every search, by ids: the rule itself is cached for longer than a task lives, and
    the planner needs ids to take the primary key.
    """

    _name = "bank.task.access.mixin"
    _description = "Access by Open Task (abstract)"

    is_my_task = fields.Boolean(
        string="My Open Task",
        compute="_compute_is_my_task",
        search="_search_is_my_task",
    )

    @api.model
    def _read_my_task_ids(self):
        """Return the ids that the user may read because of an open task.

        The key of the context only takes away: whoever forges it sees less.
        """
        if self.env.context.get("bank_own_access"):
            return []
        # a user's own tasks, also where the user record is not his to read
        return (self.env.user.sudo().task_documents or {}).get(self._name, [])

    @api.depends_context("uid", "bank_own_access")
    def _compute_is_my_task(self):
        ids = set(self._read_my_task_ids())
        for record in self:
            record.is_my_task = record._origin.id in ids

    def _search_is_my_task(self, operator, value):
        if operator != "in":
            return NotImplemented
        mine = Domain("id", "in", self._read_my_task_ids())
        return Domain.OR(mine if wanted else ~mine for wanted in value)

    def _check_own_access(self):
        """Refuse to whoever reads these records by nothing but a task of his."""
        self.with_context(bank_own_access=True).check_access("read")
