# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from .bank_handover import SLICE


class BankHandover(models.Model):
    """Moving what was dealt out, slice by slice; whoever goes on begins where it stands."""

    _inherit = "bank.handover"

    @api.model
    def _cron_hand_over(self):
        """Go on with what is due; a slice is a transaction of its own."""
        due = [("state", "=", "planned"), ("date_from", "<=", fields.Date.today())]
        progress = self.env["ir.cron"]._commit_progress
        for row in self.search(due):
            while row._do_slice():
                if not progress(1, remaining=1):
                    return
            row._finish()
            progress(1)

    def _run_to_end(self):
        while self._do_slice():
            pass
        self._finish()

    def _do_slice(self):
        """Move the next clients; return False when nobody is left."""
        self.ensure_one()
        lines = self.env["bank.handover.line"].search(
            [("handover_id", "=", self.id), ("state", "=", "waiting")], limit=SLICE
        )
        for user, part in lines.grouped("user_id").items():
            self._move_part(user, part)
        return bool(lines)

    def _move_part(self, user, lines):
        """Move clients to one manager; who cannot move is listed and stops nobody."""
        gone = lines.filtered(
            lambda line: line.partner_id.manager_id != self.from_user_id
        )
        gone.write(
            {
                "state": "problem",
                "problem": self.env._("Has another manager by now."),
            }
        )
        if not user.active:
            reason = self.env._("The new manager has left.")
            (lines - gone).write({"state": "problem", "problem": reason})
            return
        rest = lines - gone
        try:
            with self.env.cr.savepoint():
                self._move_clients(user, rest.partner_id)
        except (UserError, ValidationError) as error:
            if len(rest) > 1:
                for line in rest:
                    self._move_part(user, line)
                return
            rest.write({"state": "problem", "problem": str(error)})
            return
        rest.write({"state": "moved"})

    def _move_clients(self, user, clients):
        """Everything that the manager who leaves has with these clients goes along."""
        if not clients:
            return
        clients.write({"manager_id": user.id})
        self.task_count += self._move_tasks(user, clients)
        for records, name in self._find_moved_records(clients):
            records.write({name: user.id})
        self.env["bank.decision"]._record(
            "handover",
            [
                (client, {"from": self.from_user_id.id, "to": user.id, "by": self.id})
                for client in clients
            ],
        )

    def _find_moved_records(self, clients):
        """Hook: pairs (records of the manager who leaves, name of their user field)."""
        duties = self.env["bank.obligation"].search(
            Domain("user_id", "=", self.from_user_id.id)
            & Domain("partner_id", "in", clients.ids)
            & Domain("state", "in", ["open", "missed"])
        )
        return [(duties, "user_id")]

    def _move_tasks(self, user, clients):
        """Move his open tasks on the clients and on whatever documents are theirs."""
        tasks = self.env["mail.activity"].search(
            [("user_id", "=", self.from_user_id.id), ("res_id", "!=", False)]
        )
        documents = defaultdict(list)
        for task in tasks:
            if self.env[task.res_model]._access_logged:
                documents[task.res_model].append(task.res_id)
        found = self.env["bank.access.door"]._read_clients(documents)
        ids = set(clients.ids)
        moved = tasks.filtered(
            lambda task: found[task.res_model].get(task.res_id, (None,))[0] in ids
        )
        # one summary for the new manager, not a letter for every task
        moved.with_context(mail_activity_quick_update=True).write({"user_id": user.id})
        return len(moved)

    # ------------------------------------------------------------ telling
    def _finish(self):
        self._transition("done")
        users = self.line_ids.filtered(lambda line: line.state == "moved").user_id
        for user in users:
            self._tell_new_manager(user)
        totals = self.env._(
            "Clients handed over: %(moved)s, not moved: %(problems)s, tasks moved: "
            "%(tasks)s.",
            moved=self.moved_count,
            problems=self.problem_count,
            tasks=self.task_count,
        )
        self._tell(self.from_user_id | self.head_id, totals)

    def _tell_new_manager(self, user):
        """One task for what he got, with the list a click away."""
        lines = self.line_ids.filtered(
            lambda line: line.user_id == user and line.state == "moved"
        )
        body = self.with_context(lang=user.lang).env._(
            "%(manager)s has handed %(count)s clients over to you: see “My Clients”.",
            manager=self.from_user_id.name,
            count=len(lines),
        )
        self._tell(user, body)

    def _tell(self, users, body):
        for user in users.filtered("active"):
            self.message_notify(
                partner_ids=user.partner_id.ids,
                body=body,
                subject=self.with_context(lang=user.lang).env._("Handover of clients"),
                model=False,
                res_id=False,
            )
