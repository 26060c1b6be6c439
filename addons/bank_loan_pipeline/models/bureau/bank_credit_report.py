# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from uuid import uuid4

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from odoo.addons.bank_base.tools.http_send import FetchError

from ...tools.credit_report import ReportError

INQUIRY_DAYS = 180


class BankCreditReport(models.Model):
    """One question to a credit bureau and what it has answered.

    The answer as it came is a paper in the client's dossier; its rows and sums are what
    was read from it. Nobody writes a report by hand.
    """

    _name = "bank.credit.report"
    _description = "Credit Report"
    _order = "id desc"
    _rec_name = "number"
    _access_logged = True
    _access_log_client = "partner_id"

    number = fields.Char(readonly=True)
    request_key = fields.Char(string="Number of the Question", readonly=True)
    application_id = fields.Many2one(
        comodel_name="bank.application",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    branch_id = fields.Many2one(
        related="partner_id.branch_id", store=True, related_sudo=True, index=True
    )
    bureau_id = fields.Many2one(
        comodel_name="bank.credit.bureau",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    consent_id = fields.Many2one(
        comodel_name="bank.consent", readonly=True, ondelete="restrict"
    )
    document_id = fields.Many2one(
        comodel_name="bank.document",
        string="Answer as It Came",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Asked By",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    date = fields.Datetime(string="Asked On", required=True, readonly=True)
    date_report = fields.Date(string="As Of", readonly=True)
    state = fields.Selection(
        selection=[("received", "Received"), ("failed", "No Answer")],
        required=True,
        readonly=True,
    )
    problem = fields.Char(readonly=True)
    line_ids = fields.One2many(
        comodel_name="bank.credit.report.line",
        inverse_name="report_id",
        string="Obligations",
        readonly=True,
    )
    currency_id = fields.Many2one(
        comodel_name="res.currency", readonly=True, ondelete="restrict"
    )
    payment_total = fields.Monetary(string="Payments a Month", readonly=True)
    balance_total = fields.Monetary(string="Owed", readonly=True)
    overdue_total = fields.Monetary(string="Overdue", readonly=True)
    open_count = fields.Integer(string="Open Obligations", readonly=True)
    unknown_count = fields.Integer(
        string="Payment Not Known",
        readonly=True,
        help="Open obligations of which the bureau tells no payment.",
    )
    worst_days = fields.Integer(string="Longest Delay, Days", readonly=True)
    inquiry_count = fields.Integer(string="Inquiries of 180 Days", readonly=True)

    # Asking

    @api.model
    def _ask(self, application, bureau, content=None):
        """Ask a bureau about the client of an application, or read its file.

        :param bytes content: the answer, where it came as a file
        :return: the report, which says itself whether there was an answer
        """
        self._check_may_ask(application)
        consent = application._check_credit_consent()
        self._check_no_fresh(application, bureau)
        key = str(uuid4())
        question = self._prepare_question(application, bureau, consent, key)
        if content is not None:
            if bureau.adapter != "file":
                raise UserError(self.env._("This bureau is not asked by file."))
            return self._receive(question, bureau, content)
        try:
            told = self._prepare_body(application, consent, key)
            content = getattr(bureau, f"_fetch_{bureau.adapter}")(told)
            return self._receive(question, bureau, content)
        except (FetchError, UserError) as error:
            if isinstance(error, UserError) and bureau.adapter == "file":
                raise
            # that it was asked is kept, whatever came of it
            values = {**question, "state": "failed", "problem": str(error)[:250]}
            return self.sudo().create(values).sudo(False)

    def _check_no_fresh(self, application, bureau):
        if fresh := self._find_fresh(application, bureau):
            raise UserError(
                self.env._(
                    "“%(bureau)s” has answered on %(date)s: use that report.",
                    bureau=bureau.name,
                    date=fields.Date.to_string(fresh.date),
                )
            )

    def _check_may_ask(self, application):
        application.ensure_one()
        application._check_may_score()
        application.partner_id.check_access("read")

    @api.model
    def _find_fresh(self, application, bureau):
        since = fields.Datetime.subtract(fields.Datetime.now(), days=bureau.fresh_days)
        return self.sudo().search(
            [
                # another application may be one that its reader must not know of
                ("application_id", "=", application.id),
                ("bureau_id", "=", bureau.id),
                ("state", "=", "received"),
                ("date", ">", since),
            ],
            limit=1,
        )

    def _prepare_question(self, application, bureau, consent, key):
        return {
            "request_key": key,
            "application_id": application.id,
            "partner_id": application.partner_id.id,
            "bureau_id": bureau.id,
            "consent_id": consent.id,
            "user_id": self.env.uid,
            "date": fields.Datetime.now(),
            "currency_id": self.env.company.currency_id.id,
        }

    def _prepare_body(self, application, consent, key):
        """Return what the bureau is told: the least by which it finds the client."""
        client_sudo = application.sudo().partner_id
        return {
            "request": key,
            "name": client_sudo.name,
            "inn": client_sudo.inn or "",
            "birth_date": fields.Date.to_string(client_sudo.birth_date) or "",
            "consent_date": fields.Datetime.to_string(consent.date),
            "purpose": "loan",
        }

    # Receiving

    def _receive(self, question, bureau, content):
        try:
            answer = bureau._read(content)
        except ReportError as error:
            raise UserError(self._explain(error)) from error
        client_sudo = self.env["res.partner"].sudo().browse(question["partner_id"])
        self._check_answer(client_sudo, bureau, answer)
        # before the paper: of an answer that cannot be used none is left in the dossier
        figures = self._prepare_figures(answer)
        paper = self._keep_answer(client_sudo, bureau, content)
        values = {**question, **figures, "state": "received", "document_id": paper.id}
        report_sudo = self.sudo().create(values)
        report_sudo.application_id.credit_report_id = report_sudo
        return report_sudo.sudo(False)

    def _check_answer(self, client_sudo, bureau, answer):
        """It is about this client, and of a day that has come.

        Who asks chooses a file himself; over HTTP it answers this very question.
        """
        tomorrow = fields.Date.add(fields.Date.context_today(self), days=1)
        if client_sudo.inn and not answer.inn:
            reason = self.env._("The answer does not say whose it is: it has no INN.")
        elif client_sudo.inn and answer.inn != client_sudo.inn:
            reason = self.env._("The answer is about somebody else: the INN differs.")
        elif answer.inn and not client_sudo.inn and bureau.adapter == "file":
            reason = self.env._(
                "The answer names an INN and the client's card has none: enter it there."
            )
        elif answer.day > tomorrow:
            reason = self.env._("The answer is dated in the future.")
        else:
            return
        raise UserError(reason)

    def _keep_answer(self, client_sudo, bureau, content):
        """Keep the answer as it came; who asks need not be allowed to read it raw."""
        paper_sudo = client_sudo.env["bank.document"].create(
            {
                "name": bureau.name,
                "res_model": "res.partner",
                "res_id": client_sudo.id,
                "type_id": self.env.ref(
                    "bank_loan_pipeline.bank_document_type_credit_report"
                ).id,
            }
        )
        paper_sudo._add_version(content, "report.xml")
        return paper_sudo

    def _prepare_figures(self, answer):
        """Return what is read from an answer: its sums and its obligations."""
        currencies = self._find_currencies(answer)
        return {
            **self._prepare_sums(answer, currencies),
            "line_ids": [
                Command.create(self._prepare_line(row, currencies))
                for row in answer.obligations
            ],
        }

    def _prepare_sums(self, answer, currencies):
        rows = [row for row in answer.obligations if not row.is_closed]
        since = fields.Date.subtract(answer.day, days=INQUIRY_DAYS)
        sums = {
            name: sum(
                self._convert(getattr(row, part), currencies[row.currency], answer.day)
                for row in rows
            )
            for name, part in (
                ("payment_total", "payment"),
                ("balance_total", "balance"),
                ("overdue_total", "overdue"),
            )
        }
        return {
            **sums,
            "number": answer.number,
            "date_report": answer.day,
            "open_count": len(rows),
            "unknown_count": sum(row.payment is None for row in rows),
            "worst_days": max((r.worst_days for r in answer.obligations), default=0),
            "inquiry_count": sum(day >= since for day in answer.inquiries),
        }

    def _convert(self, amount, currency, day):
        home = self.env.company.currency_id
        return currency._convert(float(amount or 0), home, self.env.company, day)

    def _find_currencies(self, answer):
        """Return ``{code: currency}``; refuse one that the bank cannot reckon with.

        Without a rate a currency would count as the bank's own, one to one.
        """
        codes = {row.currency for row in answer.obligations}
        currencies = self.env["res.currency"].with_context(active_test=False)
        found = {
            currency.name: currency
            for currency in currencies.search([("name", "in", sorted(codes))])
        }
        for code in sorted(codes - found.keys()):
            raise UserError(
                self.env._("The answer names an unknown currency: %(code)s", code=code)
            )
        used = {row.currency for row in answer.obligations if not row.is_closed}
        for code in sorted(used):
            if not self._has_rate(found[code]):
                raise UserError(
                    self.env._(
                        "The answer is in %(code)s, of which the bank has no rate: "
                        "enter it first.",
                        code=code,
                    )
                )
        return found

    def _has_rate(self, currency):
        company = self.env.company
        if currency == company.currency_id:
            return True
        # rates are no secret
        rates_sudo = currency.sudo().rate_ids
        return any(
            row.company_id in (company.browse(), company.root_id) for row in rates_sudo
        )

    def _prepare_line(self, row, currencies):
        return {
            "kind": row.kind,
            "currency_id": currencies[row.currency].id,
            "date_opened": row.opened,
            "date_end": row.ends,
            "amount": float(row.amount),
            "balance": float(row.balance),
            "overdue": float(row.overdue),
            "payment": float(row.payment or 0),
            "is_payment_known": row.payment is not None,
            "worst_days": row.worst_days,
            "is_closed": row.is_closed,
        }

    def _explain(self, error):
        """Return in a sentence why an answer cannot be read."""
        sentences = {
            "size": self.env._("The answer is larger than 5 MB."),
            "xml": self.env._("The answer is no XML."),
            "doctype": self.env._("The answer brings a document type: it is not read."),
            "root": self.env._("The answer is no credit report."),
            "rows": self.env._("The answer has more rows than anybody has loans."),
        }
        return sentences.get(error.code) or self.env._(
            "The answer has an impossible figure or date: %(detail)s",
            detail=error.detail,
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise AccessError(
            self.env._("Credit reports are kept: decisions rely on them.")
        )
