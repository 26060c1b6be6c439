# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

TELL = "mail.mail_activity_data_email"
LETTER = "bank_loan_servicing.loan_change_answer_report"


class BankLoanChange(models.Model):
    """A change that is refused: its reasons, and the answer to the client.

    As for applications: the client reads the words that the bank may tell, no others,
    within the same term.
    """

    _inherit = "bank.loan.change"
    _server_fields = ("date_answer_due", "date_refusal_told")

    refusal_reason_ids = fields.Many2many(
        comodel_name="bank.refusal.reason",
        string="Reasons of the Refusal",
        copy=False,
    )
    told_reasons = fields.Text(
        string="What the Client Is Told", compute="_compute_told_reasons"
    )
    date_answer_due = fields.Date(
        string="Client To Be Told By", readonly=True, copy=False
    )
    date_refusal_told = fields.Datetime(
        string="Client Told On", readonly=True, copy=False
    )

    @api.depends("refusal_reason_ids")
    @api.depends_context("lang")
    def _compute_told_reasons(self):
        for change in self:
            told = change.refusal_reason_ids.filtered("is_told").sorted()
            change.told_reasons = "\n".join(told.mapped("wording"))

    def _get_told_words(self):
        """Return what the client is told, in his own language."""
        lang = self.partner_id.lang or self.env.lang
        return self.with_context(lang=lang).told_reasons

    def write(self, vals):
        if "refusal_reason_ids" in vals and not self.env.su:
            self._check_reasons_open()
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals.pop("refusal_reason_ids", None)
        return super().create(vals_list)

    def _check_reasons_open(self):
        for change in self:
            if change.approval_state != "rejected":
                raise UserError(self.env._("The change is not refused."))
            if change.date_refusal_told:
                raise UserError(
                    self.env._("The client has been told: the reasons stay.")
                )

    def _on_approval_round(self):
        """Sent again, it has another answer; the log keeps what was told before."""
        result = super()._on_approval_round()
        for change in self:
            change._find_answer_tasks().unlink()
        self.write(
            {
                "refusal_reason_ids": [Command.clear()],
                "date_answer_due": False,
                "date_refusal_told": False,
            }
        )
        return result

    def _on_approval_done(self):
        result = super()._on_approval_done()
        for change in self.filtered(lambda row: row.approval_state == "rejected"):
            change.sudo()._plan_answer()
        return result

    def _plan_answer(self):
        """The client manager is to answer within the term of the bank."""
        days = self.env["bank.application"]._get_answer_days()
        self.date_answer_due = fields.Date.add(
            fields.Date.context_today(self), days=days
        )
        self.activity_schedule(
            TELL,
            date_deadline=self.date_answer_due,
            summary=self.env._("Tell the client of the refusal"),
            user_id=self.user_id.id,
        )

    def _find_answer_tasks(self):
        kind = self.env.ref(TELL)
        return self.sudo().activity_ids.filtered(
            lambda task: (
                task.automated
                and task.activity_type_id == kind
                and task.date_deadline == self.date_answer_due
            )
        )

    def action_tell_refusal(self):
        """Send the answer to the client, in the words that the bank may use.

        Whoever has no e-mail gets a letter: it is returned to be printed.
        """
        self.ensure_one()
        self.check_access("write")
        # pressed in two windows, it is sent once
        self.sudo().lock_for_update()
        self._check_reasons_open()
        if not self.refusal_reason_ids:
            raise UserError(self.env._("Enter the reasons first."))
        # who may was asked; when it was told is the server's to say
        self.sudo().date_refusal_told = fields.Datetime.now()
        is_mailed = bool(self.partner_id.email)
        self._send_refusal(is_mailed)
        payload = {"step": "told", "reasons": self.refusal_reason_ids.ids}
        self.env["bank.decision"]._record("refusal", [(self, payload)])
        done = self._find_answer_tasks()
        done.with_context(mail_notify_force_send=False).action_feedback()
        return True if is_mailed else self.action_print_answer()

    def action_print_answer(self):
        """Print the letter in which the client is told of the refusal."""
        self.ensure_one()
        self.check_access("read")
        if not self.date_refusal_told:
            raise UserError(self.env._("The client has not been told yet."))
        return self.env.ref(LETTER).report_action(self)

    def _send_refusal(self, is_mailed):
        client = self.partner_id
        if is_mailed:
            template = self.env.ref(
                "bank_loan_servicing.mail_template_loan_change_refusal"
            )
            # it leaves with what is written here, and not though that is undone
            template.send_mail(self.id, force_send=False)
            self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
            return
        self._file_letter()
        client._log_interaction(
            channel="letter",
            direction="out",
            purpose="statutory",
            subject=self.env._("Answer to change %(number)s", number=self.name),
            source=self,
        )

    def _file_letter(self):
        """Keep the letter in the dossier of the agreement, as the client gets it."""
        content, _kind = self.env["ir.actions.report"]._render_qweb_pdf(
            LETTER, self.ids
        )
        subject = self.env._("Answer to change %(number)s", number=self.name)
        # who tells the client was asked; he need not bring papers to the agreement
        paper_sudo = self.env["bank.document"].sudo()
        paper_sudo = paper_sudo.create(
            {
                "name": subject,
                "res_model": "bank.agreement",
                "res_id": self.agreement_id.id,
                "type_id": self.env.ref("bank_crm_core.bank_document_type_letter").id,
            }
        )
        paper_sudo._write_step({"source": "printed"})
        paper_sudo._add_version(content, f"{subject}.pdf".replace("/", "-"))
