# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.periods import ANNIVERSARY, CALENDAR, get_followed_before

# who asks for a paper and where follow the client; a person named by the place stays
FOLLOW = """
    UPDATE bank_document d
       SET awaited_user_id = COALESCE(s.wait_user_id, p.manager_id),
           awaited_branch_id = p.branch_id
      FROM bank_document o
      JOIN res_partner p ON p.id = o.awaited_from_id
      LEFT JOIN bank_document_slot s ON s.id = o.slot_id
     WHERE d.id = o.id AND o.date_due IS NOT NULL AND o.date_met IS NULL
       AND (o.awaited_user_id, o.awaited_branch_id) IS DISTINCT FROM
           (COALESCE(s.wait_user_id, p.manager_id), p.branch_id)
    RETURNING d.id
"""
# a day off that was declared later moves the end of a term
MOVED = """
    UPDATE bank_document d
       SET date_due = (c.date_due AT TIME ZONE 'UTC' AT TIME ZONE
                       COALESCE(r.tz, 'UTC'))::date
      FROM bank_clock c
      JOIN resource_calendar r ON r.id = c.calendar_id
     WHERE c.res_model = 'bank.document' AND c.res_id = d.id
       AND c.date_stopped IS NULL AND c.date_due IS NOT NULL
       AND d.date_due IS NOT NULL AND d.date_met IS NULL
       AND d.date_due IS DISTINCT FROM (c.date_due AT TIME ZONE 'UTC' AT TIME ZONE
                                        COALESCE(r.tz, 'UTC'))::date
    RETURNING d.id
"""


class BankDocument(models.Model):
    """The night: dates and people follow, next papers come up, ended agreements rest."""

    _inherit = "bank.document"

    @api.model
    def _cron_await(self):
        self.env.flush_all()
        self.env.execute_query(SQL(FOLLOW))
        self.env.execute_query(SQL(MOVED))
        self.env.invalidate_all()
        agreements = self.env["bank.agreement"].sudo()
        closed = agreements._search([("state", "=", "closed")])
        awaited = Domain("res_model", "=", "bank.agreement") & Domain(
            "date_due", "!=", False
        )
        waiting = (
            awaited
            & Domain("date_met", "=", False)
            & Domain("state", "not in", ("withdrawn", "destroyed"))
            & Domain("res_id", "in", closed)
        )
        if not self._work_in_slices(waiting, type(self)._let_go):
            return
        if not self.env["bank.document.slot"]._cron_ask_in_force():
            return
        if not self._work_in_slices(
            awaited & self._get_hand_domain(), type(self)._start_own_terms
        ):
            return
        self._work_in_slices(awaited & self._get_next_domain(), type(self)._await_next)

    @api.model
    def _get_hand_domain(self):
        """What somebody asked for by hand, whose term does not run yet."""
        today = fields.Date.context_today(self)
        return (
            Domain("slot_id", "=", False)
            & Domain("condition_id", "=", False)
            & Domain("date_due", ">=", today)
            & Domain("date_met", "=", False)
            & Domain("state", "not in", ("withdrawn", "destroyed"))
            & Domain("clock_state", "=", False)
        )

    @api.model
    def _get_next_domain(self):
        """What comes again, and whose period is over, with or without its paper."""
        today = fields.Date.context_today(self)
        over = Domain("date_met", "!=", False) | Domain("date_due", "<", today)
        # a day that was moved keeps no other period waiting
        over |= Domain.OR(
            Domain("slot_id.wait_every", "=", every)
            & Domain("date_period", "<", get_followed_before(today, every))
            for every in (*CALENDAR, ANNIVERSARY)
        )
        going = self.env["bank.agreement"].sudo()
        going = going._search([("state", "in", ("active", "defaulted"))])
        return (
            over
            & Domain("is_followed", "=", False)
            & Domain("slot_id.wait_every", "!=", "once")
            & Domain("res_id", "in", going)
        )

    def _let_go(self):
        """The agreement is closed: nobody asks for its papers any more."""
        brought = self.filtered("version_id")
        reason = self.env._("The agreement is closed")
        (self - brought)._transition("withdrawn", reason=reason)
        brought._write_step({"date_met": fields.Date.context_today(self)})
        self._stop_waiting(reason)
