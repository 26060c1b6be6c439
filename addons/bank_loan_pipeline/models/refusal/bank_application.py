# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.days import roll

UNDERWRITERS = "bank_approval.group_approval_underwriter"
# law 218-FZ, article 5: by the end of the second working day after the event
BUREAU_DAYS = 2
ANSWER_DAYS = "bank_loan_pipeline.answer_days"
DEFAULT_ANSWER, MOST_ANSWER = 30, 365
TELL, REPORT = "mail.mail_activity_data_email", "mail.mail_activity_data_todo"


class BankApplication(models.Model):
    """A refusal: its reasons, the answer to the client, the report to the bureau."""

    _inherit = "bank.application"
    _server_fields = (
        "date_answer_due",
        "date_refusal_told",
        "date_bureau_due",
        "date_bureau_reported",
        "bureau_number",
    )

    refusal_ids = fields.One2many(
        comodel_name="bank.application.refusal",
        inverse_name="application_id",
        string="Reasons of the Refusal",
        readonly=True,
        copy=False,
    )
    date_answer_due = fields.Date(
        string="Client To Be Told By", readonly=True, copy=False
    )
    date_refusal_told = fields.Datetime(
        string="Client Told On", readonly=True, copy=False
    )
    date_bureau_due = fields.Date(
        string="To Be Reported By",
        readonly=True,
        copy=False,
        help="Law 218-FZ: two working days after the refusal.",
    )
    date_bureau_reported = fields.Date(
        string="Reported to the Bureau", readonly=True, copy=False
    )
    bureau_number = fields.Char(
        string="Number at the Bureau", readonly=True, copy=False
    )
    told_reasons = fields.Text(
        string="What the Client Is Told", compute="_compute_told_reasons"
    )

    @api.depends("refusal_ids.reason_id", "approval_id")
    @api.depends_context("lang")
    def _compute_told_reasons(self):
        for application in self:
            application.told_reasons = "\n".join(application._get_told_reasons())

    def _get_told_reasons(self):
        """Return the words of the reasons that the bank may tell, none of the others."""
        reasons = self._get_refusals().reason_id.filtered("is_told")
        return [reason.wording for reason in reasons.sorted()]

    def _get_refusals(self):
        """Return the reasons of the last refusal; those of earlier ones stay apart."""
        return self.refusal_ids.filtered(
            lambda row: row.approval_id == self.approval_id
        )

    @api.model
    def _get_letter_tables(self):
        label = self.env._("Reasons of the Refusal")
        tables = super()._get_letter_tables()
        return {**tables, "told_reasons": (label, {"text": None})}

    def _read_letter_table(self, name):
        if name != "told_reasons":
            return super()._read_letter_table(name)
        # letters are written in the language of the client
        client = self.with_context(lang=self.partner_id.lang or self.env.lang)
        return [{"text": text} for text in client._get_told_reasons()]

    # When it is refused

    def _on_approval_done(self):
        result = super()._on_approval_done()
        for application in self.filtered(lambda row: row.approval_state == "rejected"):
            application.sudo()._plan_answer()
            if application.kind == "credit":
                application.sudo()._plan_bureau()
        return result

    def _plan_answer(self):
        """The client is told within the bank's term; of a new refusal anew."""
        self._find_refusal_tasks(TELL, self.date_answer_due).unlink()
        self.write(
            {
                "date_answer_due": fields.Date.add(
                    fields.Date.context_today(self), days=self._get_answer_days()
                ),
                "date_refusal_told": False,
            }
        )
        self._plan_refusal_task(
            TELL, self.date_answer_due, self.env._("Tell the client of the refusal")
        )

    @api.model
    def _get_answer_days(self):
        # no secret: the bank's own term
        text = self.env["ir.config_parameter"].sudo().get_param(ANSWER_DAYS) or ""
        return min(int(text), MOST_ANSWER) if text.isdecimal() else DEFAULT_ANSWER

    def _plan_bureau(self):
        """The law gives two working days; who sells or leads the client gets the task."""
        days_off, day = self._get_days_off(), fields.Date.context_today(self)
        for _working_day in range(BUREAU_DAYS):
            day = roll(day + timedelta(days=1), days_off)
        self._find_refusal_tasks(REPORT, self.date_bureau_due).unlink()
        self.write(
            {
                "date_bureau_due": day,
                "date_bureau_reported": False,
                "bureau_number": False,
            }
        )
        self._plan_refusal_task(
            REPORT, day, self.env._("Report the refusal to the credit bureau")
        )

    def _plan_refusal_task(self, kind, day, summary):
        if user := self.user_id or self.partner_id.manager_id:
            self.activity_schedule(
                kind, date_deadline=day, summary=summary, user_id=user.id
            )

    def _find_refusal_tasks(self, kind, day):
        """Return the open tasks that a refusal has given: of a kind, due on its day."""
        return self.sudo().activity_ids.filtered(
            lambda task: (
                task.automated
                and task.activity_type_id == self.env.ref(kind)
                and task.date_deadline == day
            )
        )

    # Answering

    def _check_may_answer(self):
        self.ensure_one()
        self.check_access("read")
        if not self.env.user.has_group(UNDERWRITERS):
            self.check_access("write")
        elif self._is_only_my_task():
            raise AccessError(
                self.env._("Whoever is asked does not answer the client.")
            )
        if self.approval_state != "rejected":
            raise UserError(self.env._("The application is not refused."))

    def _give_reasons(self, reasons):
        """Enter why it was refused; what the client has been told stays."""
        self._check_may_answer()
        if self.date_refusal_told:
            raise UserError(self.env._("The client has been told: the reasons stay."))
        if not reasons:
            raise UserError(self.env._("Choose at least one reason."))
        today = fields.Date.context_today(self)
        # who may was asked; the rows are the server's
        own = self.sudo()
        known = own._get_refusals()
        known.filtered(lambda row: row.reason_id not in reasons).unlink()
        own.refusal_ids.create(
            [
                {
                    "application_id": own.id,
                    "approval_id": own.approval_id.id,
                    "reason_id": reason.id,
                    "date": today,
                    "user_id": self.env.uid,
                }
                for reason in reasons - known.exists().reason_id
            ]
        )
        self.invalidate_recordset(["refusal_ids", "told_reasons"])

    def action_give_reasons(self):
        self._check_may_answer()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reasons of the Refusal"),
            "res_model": "bank.application.refuse",
            "views": [(False, "form")],
            "target": "new",
            "context": {"active_id": self.id, "active_model": self._name},
        }

    def action_tell_refusal(self):
        """Send the answer to the client, in the words that the bank may use."""
        self._check_may_answer()
        self._take_refusal()
        reasons = self._get_refusals().reason_id
        self._print_answer()
        if self.partner_id.email:
            self._mail_refusal()
        else:
            self.partner_id._log_interaction(
                channel="letter",
                direction="out",
                purpose="statutory",
                subject=self.env._(
                    "Answer to application %(number)s", number=self.name
                ),
                source=self,
            )
        self.env["bank.decision"]._record(
            "refusal",
            [(self, {"step": "told", "reasons": reasons.ids})],
        )
        # nobody is told in haste that a task is done: see the letter above
        done = self._find_refusal_tasks(TELL, self.date_answer_due)
        done.with_context(mail_notify_force_send=False).action_feedback()
        return True

    def _take_refusal(self):
        """Note that the client is told, before he is: of two windows one goes on."""
        # beside a lock; after one, the database makes the second begin again
        if not self.sudo().try_lock_for_update():
            raise UserError(
                self.env._("The client is being told just now, in another window.")
            )
        self.invalidate_recordset(["date_refusal_told"])
        if not self._get_refusals():
            raise UserError(self.env._("Enter the reasons first."))
        if self.date_refusal_told:
            raise UserError(self.env._("The client has been told already."))
        # who may was asked; when it was told is the server's to say
        self.sudo().date_refusal_told = fields.Datetime.now()
        self.env.flush_all()

    def _mail_refusal(self):
        """Leave the letter to the outgoing mail: it leaves with what is written here.

        Sent at once, a letter would be gone though the rest is undone and done again.
        """
        template = self.env.ref("bank_loan_pipeline.mail_template_refusal")
        template.send_mail(self.id, force_send=False)
        # the letter need not wait for the hour of the mail
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    def _print_answer(self):
        letters = self.env["bank.document.template"].search(
            [("kind", "=", "loan_answer"), ("state", "=", "in_force")]
        )
        if letter := letters._filter_fitting(self)[:1]:
            letter._print(self)
        elif not self.partner_id.email:
            raise UserError(
                self.env._(
                    "The client has no e-mail, and no letter of the kind “Answer to an "
                    "application” that fits this one is in force: enter one or put the "
                    "other into force."
                )
            )

    def _report_refusal(self, number):
        """Enter under which number the bureau has taken the refusal."""
        self._check_may_answer()
        if not (number or "").strip():
            raise UserError(self.env._("Enter the number that the bureau has given."))
        if self.date_bureau_reported:
            raise UserError(self.env._("It has been reported already."))
        self.sudo().write(
            {
                "date_bureau_reported": fields.Date.context_today(self),
                "bureau_number": number.strip(),
            }
        )
        self._find_refusal_tasks(REPORT, self.date_bureau_due).action_feedback()
        payload = {"step": "reported", "number": number.strip()}
        self.env["bank.decision"]._record("refusal", [(self, payload)])

    def action_report_refusal(self):
        action = self.action_give_reasons()
        context = {**action["context"], "default_act": "report"}
        return {
            **action,
            "name": self.env._("Report to the Bureau"),
            "context": context,
        }
