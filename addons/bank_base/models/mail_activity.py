# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class MailActivity(models.Model):
    """A task read is its document read, and an open task gives access to it.

    So a task is given, moved to a document or opened again only by who may read the
    document without a task: nobody lets himself in, nor passes on what was lent.
    """

    _inherit = "mail.activity"
    _access_log_pointer = ("res_model", "res_id")

    @api.model
    def _get_access_fields(self):
        """Fields by which a task comes to give access."""
        return {"user_id", "res_id", "res_model", "res_model_id", "active"}

    @api.model_create_multi
    def create(self, vals_list):
        activities = super().create(vals_list)
        activities._after_access_change()
        return activities

    def write(self, vals):
        if not vals.keys() & self._get_access_fields():
            return super().write(vals)
        result = super().write(vals)
        if vals.keys() == {"active"} and not vals["active"]:
            self._forget_task_documents()
            self._queue_moving_on()
        else:
            self._after_access_change()
        return result

    def unlink(self):
        # a check may wait for no task to be open
        self._queue_moving_on()
        result = super().unlink()
        self._forget_task_documents()
        return result

    def _queue_moving_on(self):
        """A task that is done may open the gate of its document."""
        for name, tasks in self.sudo().grouped("res_model").items():
            if name in self.env and hasattr(self.env[name], "_queue_moving_on"):
                self.env[name].browse(set(tasks.mapped("res_id")))._queue_moving_on()

    def _after_access_change(self):
        self._forget_task_documents()
        for documents in self._get_task_documents():
            if not self.env.su:
                documents._check_own_access()
            self._log_task_access(documents)

    def _get_task_documents(self):
        """Yield the documents of these tasks on models that are read by a task."""
        names = set(self.env["bank.access.task"]._get_models())
        open_sudo = self.sudo().filtered(
            lambda task: task.active and task.user_id and task.res_model in names
        )
        for name, tasks in open_sudo.grouped("res_model").items():
            yield self.env[name].browse(set(tasks.mapped("res_id")))

    def _forget_task_documents(self):
        self.env["res.users"].invalidate_model(["task_documents"], flush=False)
        for name in self.env["bank.access.task"]._get_models():
            self.env[name].invalidate_model(["is_my_task"], flush=False)

    def _log_task_access(self, documents):
        """Record for whom a task has opened a document that was closed to him."""
        rows = []
        tasks_sudo = self.sudo().filtered(
            lambda task: task.res_model == documents._name and task.active
        )
        for user, tasks in tasks_sudo.grouped("user_id").items():
            if not user or user == self.env.user:
                continue
            theirs = documents.browse(set(tasks.mapped("res_id")))
            seen = (
                theirs.with_user(user)
                .with_context(bank_own_access=True)
                ._filtered_access("read")
            )
            rows += [
                (document, {"user": user.id, "until": _get_deadline(document, tasks)})
                for document in theirs
                if document.id not in seen.ids
            ]
        self.env["bank.decision"]._record("task_access", rows)


def _get_deadline(document, tasks):
    """Return by when the last of these tasks on a document is due."""
    own = tasks.filtered(lambda task: task.res_id == document.id)
    return fields.Date.to_string(max(own.mapped("date_deadline")))
