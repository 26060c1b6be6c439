# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.bank_loan_pipeline.models.bank_agreement_birth import CORE
from odoo.addons.bank_loan_pipeline.tools.days import count_due_days
from odoo.addons.bank_loan_pipeline.tools.full_cost import MONTH, full_cost

from .bank_loan_change import IN_FORCE

CHANGED = "agreement.changed"
WATCH_DAYS = "bank_loan_servicing.watch_days"
DEFAULT_WATCH = 365
MOST_WATCH = 3650


class BankAgreement(models.Model):
    """A loan goes on in versions: what was signed, and each change that was decided."""

    _inherit = "bank.agreement"

    version = fields.Integer(
        readonly=True,
        default=1,
        copy=False,
        aggregator=None,
        help="1 as it was signed; one more with each change that has been decided on.",
    )
    core_version = fields.Integer(
        string="Version in Core Banking",
        readonly=True,
        copy=False,
        aggregator=None,
        help="The newest version that the core banking system has taken over.",
    )
    change_ids = fields.One2many(
        comodel_name="bank.loan.change",
        inverse_name="agreement_id",
        string="Changes",
        readonly=True,
    )

    def action_new_change(self):
        """Begin to change a loan: it is decided on like a new one."""
        self.ensure_one()
        change = self.env["bank.loan.change"].create({"agreement_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Change of a Loan"),
            "res_model": change._name,
            "res_id": change.id,
            "views": [(False, "form")],
        }

    def _check_changeable(self):
        for agreement in self:
            if agreement.trade not in ("credit", "guarantee"):
                raise UserError(self.env._("Only loans and guarantees are changed so."))
            if agreement.state not in IN_FORCE:
                raise UserError(self.env._("Only what is in force is changed."))

    # The new version

    def _take_version(self, change, today):
        """Write the decided terms and lay the schedule anew; return the version."""
        if not self.source_key:
            self.source_key = f"crm-{self.id}"
        version = (self.version or 1) + 1
        values = {
            "amount": change.amount,
            "rate": change.rate,
            "date_end": change.date_end,
            "version": version,
        }
        if self.amount_limit and change.amount != self.amount:
            # the core's feed comes later: until then this may be drawn
            values["amount_limit"] = change.amount
        if change.kind == "restructuring":
            end = today + timedelta(days=self._get_watch_days())
            # a second one makes no watch shorter
            values["date_watch_end"] = max(end, self.date_watch_end or end)
        if self.date_start:
            values["term_months"] = count_months(self.date_start, change.date_end)
        self._because_of(change.display_name, today).write(values)
        if self._is_laid_anew():
            # while the schedule that tells it is still there
            change.payment_day_laid = change._get_payment_day() or today.day
            self._lay_again(change, today)
        return version

    def _is_laid_anew(self):
        """What is due on a limit follows from what is drawn: the core knows."""
        return self.trade == "credit" and self.balance > 0 and not self.amount_limit

    @api.model
    def _get_watch_days(self):
        text = self.env["ir.config_parameter"].sudo().get_param(WATCH_DAYS) or ""
        return min(int(text), MOST_WATCH) if text.isdecimal() else DEFAULT_WATCH

    def _lay_again(self, change, today):
        """Replace what is still to be paid by a schedule of what is owed.

        Days that are over stay as they were agreed on, so that what is past due on the
        day of the change stays past due: the new schedule is that of the rest.
        """
        prefix = f"{self.source_key}-v{self.version}"
        owed = self._get_owed_rest(today)
        rest = self._clear_schedule(today)
        new = [self._prepare_row(f"{prefix}-000", today, rest)] if rest > 0 else []
        rows = self._reckon_rest(change, today, owed)["rows"] if owed > 0 else []
        new += [
            self._prepare_due_row(f"{prefix}-{number:03}", row)
            for number, row in enumerate(rows, 1)
            if row.payment
        ]
        self.env["bank.agreement.payment"]._upsert(new)
        self.invalidate_recordset(["payment_ids"])

    def _get_owed_rest(self, today):
        """Return what is owed beside the payments that were missed."""
        missed = self._read_arrears(today).get(self.id, {})
        return round(self.balance - missed.get("principal", 0), 2)

    def _reckon_rest(self, change, today, owed):
        """Return the figures of what is owed on the terms of a change.

        No day of payment lies after the end that is decided on.

        :raise TermsError: for terms on which nothing can be paid
        """
        day = change._get_payment_day()
        months = count_due_days(today, change.date_end, day)
        line = self._get_schedule_line(change.rate)
        reckoner = self.env["bank.loan.reckoner"]
        terms = owed, months, today, day
        return reckoner._reckon(line, *terms, reckoner._get_days_off())

    def _tell_rest(self, owed, today):
        """Return the same figures of what the schedule still has to be paid."""
        rows = self.payment_ids.filtered(
            lambda row: (
                row.kind == "schedule" and row.state != "paid" and row.date >= today
            )
        ).sorted(lambda row: (row.date, row.id))
        if not rows or owed <= 0:
            return {}
        flows = [(today, -_to_money(owed))]
        flows += [(row.date, _to_money(row.amount)) for row in rows]
        usual = rows[:-1] or rows
        try:
            cost = float(full_cost(flows, MONTH))
        except ValueError:
            cost = None
        return {
            "payment": max(row.amount - row.fee for row in usual),
            "count": len(rows),
            "last": rows[-1].date,
            "overpayment": sum(row.interest + row.fee for row in rows),
            "full_cost": cost,
        }

    def _clear_schedule(self, today):
        """Take away what is still to be paid; return what was paid beyond the rest.

        Where the core tells of payments, all days that are over stay: payments are
        counted against them. Where it does not, what it calls paid or overdue stays.
        """
        schedule = self.payment_ids.filtered(lambda row: row.kind == "schedule")
        facts = self.payment_ids - schedule
        kept = schedule.filtered(
            lambda row: (
                row.state == "paid"
                or (row.date < today if facts else row.state == "overdue")
            )
        )
        rest = round(sum(facts.mapped("amount")) - sum(kept.mapped("amount")), 2)
        (schedule - kept).unlink()
        return rest

    def _prepare_due_row(self, key, row):
        return {
            **self._prepare_row(key, row.date, row.payment),
            "state": "due",
            "principal": row.principal,
            "interest": row.interest,
            "fee": row.fee,
        }

    def _prepare_row(self, key, date, amount):
        return {
            "source_key": key,
            "agreement": self.source_key,
            "date": date,
            "kind": "schedule",
            "state": "paid",
            "amount": amount,
        }

    def _get_schedule_line(self, rate):
        """Return the terms of its product as they were decided on, at another rate.

        What was paid at the issue is not paid again.
        """
        application = self.application_id
        reckoner = self.env["bank.loan.reckoner"]
        line = (
            application._get_product_line()
            if application
            else reckoner._get_line(self.product_id, rate)
        )
        fresh = reckoner._get_line(self.product_id, rate)
        return replace(
            line,
            annual_rate=fresh.annual_rate,
            fee_amount=Decimal(0),
            fee_percent=Decimal(0),
        )

    def _tell_change(self, change):
        """The core banking system is told of each version once, and in their order."""
        content = {
            **self._prepare_handover(),
            "version": self.version,
            "change": change.kind,
            "decision": change.approval_id.name or None,
        }
        rows = [(change, content)]
        self.env["bank.outbox"]._put(CORE, CHANGED, rows, {change: self})

    def _on_outbox_confirmed(self, message):
        result = super()._on_outbox_confirmed(message)
        self._take_core_version(1)
        return result

    def _take_core_version(self, version):
        """Note which version the core has; news of an older one changes nothing."""
        self.core_version = max(version, self.core_version)


def _to_money(value):
    return Decimal(f"{value or 0:.2f}")


def count_months(start, end):
    """Return the whole months of a term; a begun one counts."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months + (end.day > start.day)
