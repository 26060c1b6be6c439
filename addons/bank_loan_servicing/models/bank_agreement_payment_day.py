# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from odoo.addons.bank_loan_pipeline.tools.days import read_payment_day


class BankAgreement(models.Model):
    """On which day of the month a loan is paid: agreed on, or read off its schedule."""

    _inherit = "bank.agreement"

    def _find_payment_day(self):
        """Return the day of the month that is agreed on, or None: nothing tells it.

        That of the last change in force, or of the application; a loan that the core
        banking system has brought tells it by its schedule only.
        """
        self.ensure_one()
        laid = self.change_ids.filtered("payment_day_laid").sorted("version")[-1:]
        agreed = laid.payment_day_laid or self.application_id.payment_day
        return agreed or self._read_payment_day()

    def _read_payment_day(self):
        """Return the day of what is still due; where nothing is, of what was."""
        today = fields.Date.context_today(self)
        rows = self.payment_ids.filtered(lambda row: row.kind == "schedule")
        due = rows.filtered(lambda row: row.state != "paid" and row.date >= today)
        usual = self.date_start.day if self.date_start else None
        days_off = self.env["bank.loan.reckoner"]._get_days_off()
        return read_payment_day((due or rows).mapped("date"), usual, days_off)
