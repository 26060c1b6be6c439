# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools import production_calendar
from ..tools.clock import DAY, WorkCalendar

# files of a year are a few kilobytes; a larger one is another file
MAX_FILE_BYTES = 200_000
FIRST_MONTH_TO_WARN = 10


class BankProductionYear(models.Model):
    """The days of one year that differ from the ordinary week of a calendar.

    The list is the definition; the days off, transferred working days and shortened
    days of the calendar are made from it and made anew when it changes.
    """

    _name = "bank.production.year"
    _description = "Production Calendar"
    _inherit = ["bank.logged.config.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "year desc, calendar_id"
    _rec_name = "year"

    year = fields.Integer(
        required=True, tracking=True, default=lambda self: self._default_year()
    )
    calendar_id = fields.Many2one(
        comodel_name="resource.calendar",
        string="Working Hours",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self._default_calendar_id(),
    )
    is_confirmed = fields.Boolean(
        string="Confirmed",
        tracking=True,
        help="The transfers of days off by the Government are in the list. As long as "
        "they are not, the administrators are reminded from October on.",
    )
    source = fields.Char(
        translate=True, tracking=True, help="Law and decree the list was taken from."
    )
    days = fields.Text(
        required=True,
        default="",
        help="One line a day: date; off, work or short; name, if wanted.",
    )
    file = fields.Binary(
        string="File of the Year",
        compute="_compute_file",
        inverse="_inverse_file",
        help="A text file (csv): a date and off, work or short on each line.",
    )
    file_name = fields.Char(compute="_compute_file")
    leave_ids = fields.One2many(
        comodel_name="resource.calendar.leaves", inverse_name="production_year_id"
    )
    working_day_count = fields.Integer(
        string="Working Days", compute="_compute_working_day_count"
    )

    _calendar_year_uniq = models.UniqueIndex(
        "(calendar_id, year)", "The calendar has this year already. Change its list."
    )
    _check_year = models.Constraint(
        "CHECK (year BETWEEN 2000 AND 2100)", "Give the year as four digits."
    )

    @api.model
    def _default_year(self):
        return fields.Date.context_today(self).year + 1

    @api.model
    def _default_calendar_id(self):
        shipped = self.env.ref("bank_base.resource_calendar_ru", False)
        return shipped or self.env.company.resource_calendar_id

    @api.depends("days", "year")
    def _compute_file(self):
        for record in self:
            text = "date;kind;name\n" + (record.days or "")
            record.file = base64.b64encode(text.encode())
            record.file_name = f"production_calendar_{record.year}.csv"

    def _inverse_file(self):
        for record in self:
            content = base64.b64decode(record.file or b"")
            if len(content) > MAX_FILE_BYTES:
                raise UserError(
                    self.env._("The file is too large for a list of days of one year.")
                )
            text = _decode(content)
            days = record._read_days(text)
            record.days = production_calendar.write_days(days)

    @api.depends("days", "year", "calendar_id")
    def _compute_working_day_count(self):
        for record in self:
            record.working_day_count = record._count_working_days()

    def _count_working_days(self):
        days, problems = production_calendar.read_days(self.days or "", self.year)
        if problems or not self.calendar_id or not 2000 <= self.year <= 2100:
            return 0
        week = self.calendar_id._get_work_calendar()
        spans = production_calendar.get_spans(days, week)
        calendar = WorkCalendar(
            week.timezone,
            week.lines,
            [span[1:] for span in spans if span[0].kind == production_calendar.OFF],
            [span[1:] for span in spans if span[0].kind == production_calendar.WORK],
        )
        return calendar.count_days(
            date(self.year, 1, 1), date(self.year + 1, 1, 1) - DAY
        )

    def _read_days(self, text):
        """Return the days of a text; refuse it with all that is wrong with it."""
        days, problems = production_calendar.read_days(text, self.year)
        if problems:
            texts = self._get_problem_texts()
            lines = [
                self.env._(
                    "Line %(number)s: %(problem)s: “%(text)s”.",
                    number=number,
                    problem=texts[code],
                    text=text,
                )
                for number, code, text in problems[:20]
            ]
            raise ValidationError(
                self.env._("The list of days cannot be read.") + "\n" + "\n".join(lines)
            )
        return days

    def _get_problem_texts(self):
        return {
            "date": self.env._("a date like 31.12.2027 is missing"),
            "kind": self.env._("the kind is off, work or short"),
            "year": self.env._("the day is of another year"),
            "twice": self.env._("the day is there twice"),
            "clash": self.env._("a day off does not work"),
        }

    @api.constrains("days", "year")
    def _check_days(self):
        for record in self:
            record._read_days(record.days or "")

    @api.model_create_multi
    def create(self, vals_list):
        years = super().create(vals_list)
        years._make_leaves()
        years._finish_reminders()
        return years

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"days", "year", "calendar_id"}:
            self._make_leaves()
        if vals.keys() & {"is_confirmed", "days"}:
            self._finish_reminders()
        return result

    def _make_leaves(self):
        """Make the days of the calendars anew from the lists."""
        # the right to write these lists was checked; days of a calendar are the
        # server's: an employee writes none but his own
        leaves_sudo = self.env["resource.calendar.leaves"].sudo()
        leaves_sudo.search([("production_year_id", "in", self.ids)]).unlink()
        leaves_sudo.create(
            [values for year in self for values in year._prepare_leaves_values()]
        )
        self.invalidate_recordset(["leave_ids"])

    def _prepare_leaves_values(self):
        days = self._read_days(self.days or "")
        week = self.calendar_id._get_work_calendar()
        return [
            {
                "name": day.name,
                "calendar_id": self.calendar_id.id,
                "date_from": start,
                "date_to": end,
                "time_type": "bank_work" if day.kind == "work" else "leave",
                "production_year_id": self.id,
                "production_kind": day.kind,
            }
            for day, start, end in production_calendar.get_spans(days, week)
        ]

    def action_view_days(self):
        """Show the days of the year on a calendar."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_base.bank_production_day_action"
        )
        return {
            **action,
            "domain": [("production_year_id", "=", self.id)],
            "context": {"initial_date": f"{self.year}-01-01"},
        }

    # ------------------------------------------------------------
    # Reminders
    # ------------------------------------------------------------

    @api.model
    def _cron_remind(self):
        """From October on, remind of a coming year without a confirmed calendar."""
        today = fields.Date.context_today(self)
        if today.month < FIRST_MONTH_TO_WARN:
            return
        years = self.search([("year", "<=", today.year + 1)], order="year")
        for calendar, own in years.grouped("calendar_id").items():
            last = own[-1]
            if not (last.year > today.year and last.is_confirmed) and calendar.active:
                last._remind(today)

    def _remind(self, today):
        """Give each business administrator one task, as long as he has none."""
        group = self.env.ref("bank_base.group_bank_administrator")
        busy = self._get_reminders().user_id
        for user in group.all_user_ids.filtered("active") - busy:
            localized = self.with_context(lang=user.lang)
            localized.activity_schedule(
                "mail.mail_activity_data_todo",
                date(today.year, 12, 20),
                summary=localized.env._(
                    "Load the production calendar of %(year)s", year=today.year + 1
                ),
                note=localized.env._(
                    "Take the transfers of days off from the decree of the Government, "
                    "load them (Bank / Settings / Production Calendar) and mark the "
                    "year as confirmed. Until then terms in working days are reckoned "
                    "without the transfers."
                ),
                user_id=user.id,
            )

    def _get_reminders(self):
        # whose tasks these are does not matter here: the calendar is no client's
        return self.sudo().activity_ids.filtered("automated")

    def _finish_reminders(self):
        """A confirmed year leaves nothing to do, on the years before it either."""
        for year in self.filtered("is_confirmed"):
            earlier = self.search(
                [
                    ("calendar_id", "=", year.calendar_id.id),
                    ("year", "in", [year.year, year.year - 1]),
                ]
            )
            earlier._get_reminders().unlink()


def _decode(content):
    """Return the text of a file: UTF-8, or what Russian Windows writes."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1251", errors="replace")
