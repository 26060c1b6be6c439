# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL, ormcache


class BankAccessTask(models.AbstractModel):
    """What the open tasks of a user let him read."""

    _name = "bank.access.task"
    _description = "Access by Open Task: Documents (abstract)"

    @api.model
    @ormcache()
    def _get_models(self):
        """Return the names of the models that can be read by a task."""
        return [
            name
            for name, model in self.env.registry.items()
            if "is_my_task" in model._fields and not model._abstract
        ]

    @api.model
    def _get_task_queries(self, user_id=None):
        """Hook: SQL of (user, model, document) of open tasks, of one user or of all.

        An addon with tasks of its own (a visa, a vote) adds its table to super().
        """
        self.env["mail.activity"].flush_model(
            ["user_id", "res_model", "res_id", "active"]
        )
        return [
            SQL(
                "SELECT user_id, res_model, res_id FROM mail_activity "
                "WHERE active AND res_id IS NOT NULL AND res_model = ANY(%s) AND %s",
                self._get_models(),
                SQL("user_id = %s", user_id) if user_id else SQL("user_id IS NOT NULL"),
            )
        ]

    @api.model
    def _find_holders(self, record):
        """Return the ids of users to whom a task opens this record."""
        tasks = SQL(" UNION ").join(self._get_task_queries())
        queries = [
            SQL(
                "SELECT user_id FROM (%s) t WHERE res_model = %s AND res_id = %s",
                tasks,
                record._name,
                record.id,
            )
        ]
        if record._name == "res.partner":
            queries += [
                SQL(
                    "SELECT t.user_id FROM (%s) t JOIN %s d ON d.id = t.res_id "
                    "WHERE t.res_model = %s AND %s = %s",
                    tasks,
                    SQL.identifier(self.env[name]._table),
                    name,
                    self.env[name]._get_access_log_client("d"),
                    record.id,
                )
                for name in self._get_models()
            ]
        rows = self.env.execute_query(SQL(" UNION ").join(queries))
        return {user_id for (user_id,) in rows}

    @api.model
    def _read_documents(self, user_id):
        """Return ``{model: ids}``: the documents and, under res.partner, their clients."""
        query = SQL(" UNION ").join(self._get_task_queries(user_id))
        documents = {}
        for _user_id, name, res_id in self.env.execute_query(query):
            documents.setdefault(name, set()).add(res_id)
        if documents and "is_my_task" in self.env["res.partner"]._fields:
            found = self.env["bank.access.door"]._read_clients(
                {name: list(ids) for name, ids in documents.items()}
            )
            clients = {row[0] for rows in found.values() for row in rows.values()}
            documents.setdefault("res.partner", set()).update(clients - {None})
        return {name: sorted(ids) for name, ids in documents.items()}
