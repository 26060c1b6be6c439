# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

from psycopg2 import OperationalError

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools import queue_load

_logger = logging.getLogger(__name__)
SLICE = 100


class BankQueue(models.Model):
    """Handing out: to whoever has the least in work for his capacity, in slices.

    A slice is a transaction: a run that is killed leaves what it has handed out, and
    the next one goes on with what waits. A document that cannot be given is marked
    with the reason and stops nobody.
    """

    _inherit = "bank.queue"

    @api.model
    def _cron_push(self):
        progress = self.env["ir.cron"]._commit_progress
        # the server hands out: rights were asked when the documents came in
        for queue in self.sudo().search(Domain.TRUE):
            for documents in queue._get_document_models():
                passed = set()
                while queue.mode == "push" and (
                    count := queue._push_slice(documents, passed)
                ):
                    if not progress(count):
                        return
                queue._note_stuck(documents)

    def _push_slice(self, documents, passed):
        """Hand out the next documents; return how many were looked at.

        :param set passed: ids that nobody could get in this run; grows
        """
        self.ensure_one()
        loads = self._read_loads(documents)
        domain = Domain("queue_id", "=", self.id) & Domain("id", "not in", list(passed))
        rows = documents._lock_next(domain, SLICE)
        for row in rows:
            user_id = queue_load.choose(loads, set(row.addressee_ids.ids))
            if user_id and self._push_one(row, user_id):
                loads[user_id] = (loads[user_id][0] + 1, loads[user_id][1])
            else:
                passed.add(row.id)
        return len(rows)

    def _read_loads(self, documents):
        """Return ``{user id: (held, capacity)}`` of the members who are here."""
        held = documents._count_held(self)
        return {
            member.user_id.id: (
                held.get((self.id, member.user_id.id), 0),
                member.capacity,
            )
            for member in self.member_ids - self.member_ids._find_absent()
        }

    def _push_one(self, row, user_id):
        try:
            with self.env.cr.savepoint():
                row._give(self.env["res.users"].browse(user_id))
        except OperationalError:
            raise  # the transaction is over: the next run hands it out
        except Exception as error:
            _logger.warning("%s was not handed out: %s", row, error)
            reason = self.env._("Something went wrong: see the log of the server.")
            if isinstance(error, UserError):
                reason = str(error)
            row.write({"queue_problem": reason, "is_push_failed": True})
            return False
        return True

    def _wake_push(self):
        """Have the scheduler hand out at once what has come into these queues."""
        if any(queue.mode == "push" for queue in self.sudo()):
            self.env.ref("bank_crm_core.ir_cron_queue_push").sudo()._trigger()
