# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

# ids of agreements in one statement and one commit
SLICE = 50_000
# a bank that was closed for longer begins anew with today
MOST_DAYS = 31


class BankDelinquencyRun(models.Model):
    """One day of the nightly run, how far it has come; a day is written once.

    Whatever breaks it off, the next run goes on behind the last slice that was
    committed, and catches up on the days that were left out.
    """

    _name = "bank.delinquency.run"
    _description = "Nightly Run of Days Past Due"
    _order = "date desc"
    _rec_name = "date"

    date = fields.Date(required=True, readonly=True)
    last_agreement = fields.Integer(readonly=True, aggregator=None)
    is_done = fields.Boolean(string="Done", readonly=True)
    late_count = fields.Integer(string="Loans Past Due", readonly=True)
    default_count = fields.Integer(string="Borrowers Non-Performing", readonly=True)

    _date_uniq = models.UniqueIndex("(date)")

    @api.model
    def _cron_run(self, today=None):
        """Write all days that are due, slice by slice.

        :param today: the day up to which; a day that is done is not written again,
            unless it is this one
        """
        today = fields.Date.to_date(today) or fields.Date.context_today(self)
        progress = self.env["ir.cron"]._commit_progress
        days = self._find_days(today)
        progress(remaining=len(days))
        for day in days:
            if not self._run_day(day, lambda: progress(0)) or not progress(1):
                return

    @api.model
    def _run_day(self, day, go_on=lambda: True):
        """Write one day, asking after each slice whether to go on; return whether it
        is done.
        """
        run = self._open_day(day)
        while run._write_slice():
            if not go_on():
                return False
        run._close_day()
        return True

    @api.model
    def _find_days(self, today):
        done = self.search([("is_done", "=", True)], order="date desc", limit=1).date
        if not done or done >= today:
            return [today]
        first = max(done + timedelta(days=1), today - timedelta(days=MOST_DAYS - 1))
        return [first + timedelta(days=n) for n in range((today - first).days + 1)]

    @api.model
    def _open_day(self, day):
        """Return the run of a day, from its beginning where it was done already."""
        run = self.search([("date", "=", day)])
        if not run:
            run = self.create({"date": day})
        elif run.is_done:
            run.write({"is_done": False, "last_agreement": 0})
        return run

    def _write_slice(self):
        """Write the next slice of the day; return whether there was one."""
        self.env.flush_all()
        [(first, last)] = self.env.execute_query(
            SQL(
                "SELECT MIN(id), MAX(id) FROM (SELECT id FROM bank_agreement "
                "WHERE id > %s ORDER BY id LIMIT %s) s",
                self.last_agreement,
                SLICE,
            )
        )
        if not first:
            return False
        self.env["bank.delinquency.day"]._write_day(self.date, first, last)
        self.last_agreement = last
        return True

    def _close_day(self):
        """With all slices written: what borrowers and agreements are by them."""
        self.env.flush_all()
        self.env["bank.borrower.standing"]._follow(self.date)
        self.env["bank.agreement"]._follow_days(self.date)
        self.env.invalidate_all()
        [(late, default)] = self.env.execute_query(
            SQL(
                "SELECT (SELECT COUNT(*) FROM bank_delinquency_day WHERE date = %s), "
                "(SELECT COUNT(*) FROM bank_borrower_standing "
                "WHERE date_start <= %s AND (date_end IS NULL OR date_end > %s))",
                *[self.date] * 3,
            )
        )
        self.write({"is_done": True, "late_count": late, "default_count": default})
