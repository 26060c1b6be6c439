# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
import logging

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools import decision_chain
from ..tools.http_send import FetchError, RefusedError
from ..tools.retry import PATIENT
from .bank_outbox import SCHEMA_VERSION

_logger = logging.getLogger(__name__)
BATCH = 100
PROBLEM_SIZE = 250


class BankOutbox(models.Model):
    """Sending: one message after another, each with a commit of its own.

    Killed after the other system has taken a message and before that is noted, it is
    sent once more, under the same key.
    """

    _inherit = "bank.outbox"

    @api.model
    def _cron_send(self):
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=len(self._find_due()))
        done = True
        while done and (messages := self._find_due(BATCH)):
            done = False
            for message in messages:
                # somebody else may be sending it, or may have sent it since
                if not message.try_lock_for_update() or not message._is_waiting():
                    continue
                message._send()
                done = True
                if not progress(1):
                    return

    @api.model
    def _find_due(self, limit=None):
        """Return what is to be sent now; of one subject the oldest message only.

        What happened later is not told before what happened first: two versions of one
        agreement, say, do not overtake one another.
        """
        self.flush_model()
        self.env["bank.outbox.system"].flush_model(["active"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT o.id FROM bank_outbox o
                  JOIN bank_outbox_system s ON s.id = o.system_id AND s.active
                 WHERE o.state = 'waiting' AND o.date_next <= %s
                   AND NOT EXISTS (
                       SELECT 1 FROM bank_outbox e
                        WHERE e.system_id = o.system_id AND e.subject = o.subject
                          AND e.id < o.id
                          AND e.state IN ('waiting', 'failed'))
                 ORDER BY o.id LIMIT %s
                """,
                fields.Datetime.now(),
                limit,
            )
        )
        return self.browse(row[0] for row in rows)

    def _is_waiting(self):
        """Somebody may have sent it since, or sent again what goes before it."""
        self.invalidate_recordset(["state", "waits_for_id"])
        return self.state == "waiting" and not self.waits_for_id

    def _send(self):
        """Send one message; what became of it stands in the row."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                self.system_id._deliver(self.key, self._get_body())
        except RefusedError as error:
            self._fail(str(error))
        except FetchError as error:
            self._put_off(str(error))
        except Exception as error:
            # an adapter of somebody else's stops no other message
            _logger.exception("Message %s cannot be sent", self.id)
            self._put_off(repr(error))
        else:
            self._transition(
                "sent",
                attempts=self.attempts + 1,
                date_sent=fields.Datetime.now(),
                problem=False,
            )

    def _get_body(self):
        """Return what leaves the bank: the same bytes at every attempt."""
        return decision_chain.canonical(
            {
                "version": SCHEMA_VERSION,
                "event": self.event,
                "key": self.key,
                "date": fields.Datetime.to_string(self.create_date),
                "content": json.loads(self.payload),
            }
        ).encode()

    def _put_off(self, problem):
        """Wait longer after every attempt; after the last one a person is needed."""
        count = self.attempts + 1
        if count >= self.system_id.attempts:
            return self._fail(problem)
        return self.write(
            {
                "attempts": count,
                "problem": problem[:PROBLEM_SIZE],
                "date_next": fields.Datetime.now() + PATIENT.get_wait(count),
            }
        )

    def _fail(self, problem):
        count = self.attempts + 1
        self._transition("failed", attempts=count, problem=problem[:PROBLEM_SIZE])
        return True
