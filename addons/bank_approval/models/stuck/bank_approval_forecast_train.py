# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import hashlib

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.bank_base.tools.clock_columns import to_seconds

from ...tools import stuck_trial, waiting
from ...tools.hazard import Hazard
from .bank_model import CODE

# learned from a year, judged on the two months after it
MONTHS, HELD_MONTHS = 14, 2
FEWEST = 500


class BankApprovalForecast(models.Model):
    """Learning from the bank's own answers, at night, in a process of the server's."""

    _inherit = "bank.approval.forecast"

    @api.model
    def _cron_train(self):
        """Train a challenger for each company; a slice of work each."""
        since = fields.Datetime.subtract(fields.Datetime.now(), months=MONTHS)
        groups = self.env["bank.approval"]._read_group(
            [("date_requested", ">=", since)], ["company_id"]
        )
        companies = [company for (company,) in groups]
        for number, company in enumerate(companies, start=1):
            self.with_company(company)._train()
            left = len(companies) - number
            if not self.env["ir.cron"]._commit_progress(1, remaining=left):
                break

    @api.model
    def _train(self):
        """Learn, judge on the last months, enter the version; return it, or none.

        It comes into force by the hand of a model owner, if it beats the fixed rule and
        the model in force, which is judged on the same months.
        """
        tasks_sudo = self.env["bank.approval.task"].sudo()
        now = fields.Datetime.now()
        since = fields.Datetime.subtract(now, months=MONTHS)
        rows, places = tasks_sudo._read_waiting(SQL("u.date_start >= %s", since), now)
        rows = rows.take(places.is_vote)
        if len(rows) < FEWEST:
            return self.env["bank.model"]
        border = to_seconds([fields.Datetime.subtract(now, months=HELD_MONTHS)])[0]
        work, absences = tasks_sudo._get_work_time(), tasks_sudo._read_absences()
        moment = to_seconds([now])[0]
        model, figures, held = stuck_trial.try_out(rows, work, absences, border, moment)
        past = rows.take(rows.start < border)
        version = self.env["bank.model"]._enter_version(
            CODE, CODE, _hash(past), parameters=model.dump(), count=len(past)
        )
        mark = _hash(held.rows)
        version._record_trial(figures, mark)
        champion = self.env["bank.model"]._get_champion(CODE).sudo(False)
        if champion:
            older = Hazard(**champion.sudo().parameters)
            found = stuck_trial.measure(older, rows, work, absences, border, held)
            champion._record_trial(found, mark)
        return version


def _hash(rows):
    found = hashlib.sha256()
    for one in waiting.FIELDS:
        column = getattr(rows, one.name)
        found.update("\n".join(map(str, column.tolist())).encode())
    return found.hexdigest()
