# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.periods import CALENDAR, get_next_period
from .bank_document_await import Wait

_logger = logging.getLogger(__name__)

# agreements at a time, and failures that are listed; all of them are counted
BATCH = 200
MOST_TOLD = 100
ASKING = (
    "ask_state",
    "ask_last_id",
    "ask_done_count",
    "ask_failed_count",
    "ask_failures",
    "ask_user_id",
)


class BankDocumentSlot(models.Model):
    """A place that came to await papers later asks agreements in force for them, too.

    Begun by a business administrator and done by the scheduler in slices; broken off,
    it goes on behind the last slice. Begun once more, it asks only where nothing is
    awaited yet, of what has failed as well.
    """

    _inherit = "bank.document.slot"
    _server_fields = ASKING

    ask_count = fields.Integer(
        string="Agreements in Force Not Asked Yet",
        compute="_compute_ask_count",
        help="In force, in need of the paper by the condition of the place, and it is "
        "neither awaited nor there.",
    )
    ask_state = fields.Selection(
        selection=[("asking", "Being Asked"), ("done", "Asked")],
        string="Agreements in Force",
        readonly=True,
        copy=False,
    )
    ask_last_id = fields.Integer(
        string="Last Agreement That Was Asked", readonly=True, copy=False
    )
    ask_done_count = fields.Integer(
        string="Agreements Asked", readonly=True, copy=False
    )
    ask_failed_count = fields.Integer(string="Not Asked", readonly=True, copy=False)
    ask_failures = fields.Text(string="Why Not", readonly=True, copy=False)
    ask_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Begun By",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )

    @api.model
    def _get_logged_config_fields(self):
        """How far it has come decides nothing; that it was begun is logged."""
        return super()._get_logged_config_fields() - set(ASKING)

    @api.depends("wait_regime_id", "wait_every", "domain", "model_id", "ask_state")
    @api.depends_context("uid")
    def _compute_ask_count(self):
        """Who may not ask is told nothing of how many agreements there are."""
        may = self.has_access("write")
        for slot in self:
            is_asked = may and slot._origin and slot.wait_regime_id
            slot.ask_count = slot.sudo()._count_unasked() if is_asked else 0

    # ------------------------------------------------------------ beginning
    def action_ask_in_force(self):
        """Begin to ask agreements in force; the scheduler does it, slice by slice."""
        self.ensure_one()
        self.check_access("write")
        if reason := self._get_ask_blocker():
            raise UserError(reason)
        # who may configure the place has been asked; the marks are the system's
        self.sudo().write(
            {
                **dict.fromkeys(ASKING, False),
                "ask_state": "asking",
                "ask_user_id": self.env.uid,
            }
        )
        self._log_config("ask", ("wait_regime_id", "wait_every", "domain"))
        self.env.ref("bank_loan_pipeline.ir_cron_await_papers").sudo()._trigger()

    def action_stop_asking(self):
        """Ask no further agreements; what is awaited already stays awaited."""
        self.ensure_one()
        self.check_access("write")
        if self.ask_state == "asking":
            self.sudo()._end_asking()
            self._log_config("stop", ("wait_regime_id", "wait_every", "domain"))

    def _get_ask_blocker(self):
        """Return why agreements in force are not asked, or False."""
        if not self.wait_regime_id or not self.active:
            return self.env._("Say first within which time the paper is awaited.")
        if self.ask_state == "asking":
            return self.env._("They are being asked already.")
        if not self.ask_count:
            return self.env._("Nothing is left to ask of agreements in force.")
        return False

    # ------------------------------------------------------------ whom
    def _get_unasked_domain(self):
        """Return which agreements in force need the paper and do not await it."""
        need = Domain("state", "in", ("active", "defaulted"))
        need &= Domain("date_start", "!=", False) & self._get_condition()
        today = fields.Date.context_today(self)
        if self.wait_every != "once":
            first = today
            if self.wait_every in CALENDAR:
                first = get_next_period(today, today, self.wait_every)
            need &= Domain("date_end", "=", False) | Domain("date_end", ">=", first)
        known = Domain("date_period", "!=", False)
        if self.wait_every == "once":
            # brought without having been asked for
            known |= Domain("state", "in", ("received", "verified"))
        known &= Domain("res_model", "=", self.model)
        known &= Domain("slot_id", "=", self._origin.id)
        papers = self.env["bank.document"]._search(known)
        return need & Domain("id", "not in", papers.subselect("res_id"))

    def _count_unasked(self):
        agreements = self.env["bank.agreement"]
        if self.wait_every == "once" or self.wait_every in CALENDAR:
            return agreements.search_count(self._get_unasked_domain())
        # each has its own anniversary
        found = agreements.search_fetch(
            self._get_unasked_domain(), ["date_start", "date_end"]
        )
        return sum(bool(self._get_late_wait(agreement)) for agreement in found)

    def _get_late_wait(self, agreement):
        """Return what is awaited of an agreement that began before, or None.

        A paper that is brought once has its term from today, another one begins with
        the period that is not over yet.
        """
        today = fields.Date.context_today(self)
        nothing = self.env["bank.approval.condition"]
        if self.wait_every == "once":
            return Wait(agreement, self, nothing, today)
        start = agreement.date_start
        period = get_next_period(start, max(start, today), self.wait_every)
        if agreement.date_end and period > agreement.date_end:
            return None
        return Wait(agreement, self, nothing, period)

    # ------------------------------------------------------------ asking
    @api.model
    def _cron_ask_in_force(self):
        """Go on with what was begun, in slices; False where time is up."""
        progress = self.env["ir.cron"]._commit_progress
        asking = [("ask_state", "=", "asking"), ("wait_regime_id", "!=", False)]
        for slot in self.sudo().search(asking):
            progress(remaining=slot._count_unasked())
            while agreements := slot._find_next_unasked():
                slot._ask_or_split(agreements)
                slot.ask_last_id = agreements[-1].id
                if not progress(len(agreements)):
                    return False
            slot._end_asking()
        return True

    def _find_next_unasked(self):
        """Return the next slice; what has failed lies behind it."""
        behind = Domain("id", ">", self.ask_last_id)
        return self.env["bank.agreement"].search(
            self._get_unasked_domain() & behind, order="id", limit=BATCH
        )

    def _ask_or_split(self, agreements):
        """Ask them as a set; where that fails, halves of it, down to the one."""
        waits = [wait for row in agreements if (wait := self._get_late_wait(row))]
        try:
            with self.env.cr.savepoint():
                self.env["bank.document"]._await(waits)
                self.env.flush_all()
        except Exception as error:
            self.env.invalidate_all()
            if len(agreements) == 1:
                self._note_failure(agreements, error)
                return
            half = len(agreements) // 2
            self._ask_or_split(agreements[:half])
            self._ask_or_split(agreements[half:])
        else:
            self.ask_done_count += len(waits)

    def _note_failure(self, agreement, error):
        """Tell of an agreement that is not asked by its number: no client is named."""
        _logger.warning("Agreement %s: not asked for a paper", agreement.id, exc_info=1)
        self.ask_failed_count += 1
        if self.ask_failed_count > MOST_TOLD:
            return
        reason = self.env._("see the log of the server")
        if isinstance(error, UserError):
            reason = str(error)
        told = (self.ask_failures or "").splitlines()
        self.ask_failures = "\n".join([*told, f"{agreement.number}: {reason}"])

    def _end_asking(self):
        self.ask_state = "done"
        self.message_post(
            body=self.env._(
                "Asked of %(count)s agreements in force; not asked: %(failed)s.",
                count=self.ask_done_count,
                failed=self.ask_failed_count,
            )
        )
