# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

ANNIVERSARY_DAYS = 7


class ResPartner(models.Model):
    """How the client lives and earns, what he likes, what happens to him."""

    _inherit = "res.partner"

    # A person
    family_status = fields.Selection(
        selection=[
            ("single", "Single"),
            ("married", "Married"),
            ("partner", "Lives with a Partner"),
            ("divorced", "Divorced"),
            ("widowed", "Widowed"),
        ]
    )
    child_count = fields.Integer(string="Children under 18")
    workplace_ids = fields.One2many(
        comodel_name="bank.client.workplace",
        inverse_name="partner_id",
        string="Places of Work",
    )
    income_ids = fields.One2many(
        comodel_name="bank.client.income",
        inverse_name="partner_id",
        string="Incomes and Expenses",
    )
    income_month = fields.Monetary(
        string="Income a Month",
        compute="_compute_income_month",
        currency_field="income_currency_id",
    )
    expense_month = fields.Monetary(
        string="Expenses a Month",
        compute="_compute_income_month",
        currency_field="income_currency_id",
    )
    income_currency_id = fields.Many2one(
        comodel_name="res.currency", compute="_compute_income_month"
    )
    interest_ids = fields.Many2many(
        comodel_name="bank.interest",
        relation="res_partner_bank_interest_rel",
        string="Interests",
    )

    # A business
    date_founded = fields.Date(
        string="Founded On", help="Every year the manager is reminded a week before."
    )
    season_month_ids = fields.Many2many(
        comodel_name="bank.month",
        relation="res_partner_bank_month_rel",
        string="Season",
        help="The months in which the business lives; before them it wants money, "
        "after them it keeps it.",
    )
    event_ids = fields.One2many(
        comodel_name="bank.life.event", inverse_name="partner_id", string="Life Events"
    )

    _check_child_count = models.Constraint(
        "CHECK (child_count BETWEEN 0 AND 30)", "From 0 to 30 children."
    )

    @api.constrains("date_founded")
    def _check_date_founded(self):
        today = fields.Date.context_today(self)
        for partner in self.filtered("date_founded"):
            if not date(1700, 1, 1) <= partner.date_founded <= today:
                raise ValidationError(
                    self.env._(
                        "A company is not founded in the future, nor before 1700."
                    )
                )

    @api.depends("income_ids.amount", "income_ids.date_end", "income_ids.direction")
    def _compute_income_month(self):
        """Sums of what goes on, in the currency of the bank."""
        today = fields.Date.context_today(self)
        home = self.env.company.currency_id
        rows = self.env["bank.client.income"]._read_group(
            Domain("partner_id", "in", self.ids)
            & (Domain("date_end", "=", False) | Domain("date_end", ">=", today)),
            ["partner_id", "direction", "currency_id"],
            ["amount:sum"],
        )
        sums = {}
        for partner, direction, currency, amount in rows:
            key = (partner.id, direction)
            amount = currency._convert(amount, home, self.env.company, today)
            sums[key] = sums.get(key, 0) + amount
        for partner in self:
            partner.income_currency_id = home
            partner.income_month = sums.get((partner._origin.id, "income"), 0)
            partner.expense_month = sums.get((partner._origin.id, "expense"), 0)

    # The company's birthday

    @api.model
    def _cron_remind_anniversaries(self):
        """Remind managers of the birthdays of their companies, once for each."""
        today = fields.Date.context_today(self)
        days = [today + timedelta(days=days) for days in range(ANNIVERSARY_DAYS + 1)]
        by_day = {(day.month, day.day): day for day in days}
        clients = self.search(
            Domain("client_kind", "!=", False)
            & Domain("date_founded", "<", today)
            & Domain("manager_id", "!=", False)
            & self._get_anniversary_domain(list(by_day))
        )
        for client in clients - self._find_reminded(clients, days):
            born = client.date_founded
            client.activity_schedule(
                "bank_crm_core.mail_activity_type_anniversary",
                date_deadline=by_day[born.month, born.day],
                user_id=client.manager_id.id,
            )

    def _find_reminded(self, clients, days):
        """Return those of whose birthday somebody was reminded for one of these days."""
        kind = self.env.ref("bank_crm_core.mail_activity_type_anniversary")
        activities = self.env["mail.activity"].with_context(active_test=False)
        planned = activities._read_group(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", clients.ids),
                ("activity_type_id", "=", kind.id),
                ("date_deadline", "in", days),
            ],
            ["res_id"],
        )
        return self.browse(res_id for (res_id,) in planned)

    def _get_anniversary_domain(self, days):
        def to_sql(_model, alias, _query):
            column = SQL.identifier(alias, "date_founded")
            return SQL(
                "(EXTRACT(MONTH FROM %s)::int * 100 + EXTRACT(DAY FROM %s)::int) = ANY(%s)",
                column,
                column,
                [month * 100 + day for month, day in days],
            )

        self.flush_model(["date_founded"])
        return Domain.custom(to_sql=to_sql)

    # Buttons

    def action_add_workplace(self):
        return self._add_own("bank.client.workplace", self.env._("Place of Work"))

    def action_add_income(self):
        return self._add_own("bank.client.income", self.env._("Income or Expense"))

    def action_add_event(self):
        return self._add_own("bank.life.event", self.env._("Life Event"))
