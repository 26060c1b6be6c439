# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import format_amount, format_date, formatLang

from odoo.addons.bank_approval.models.request.bank_approval_mixin import APPROVED
from odoo.addons.bank_base.tools import decision_chain
from odoo.addons.bank_loan_pipeline.tools.terms import TermsError

DECIDED = (*APPROVED, "rejected")
# what was sent is read as it was sent, until it comes back
SENT = ("pending", "postponed", *DECIDED)
NOTHING = "–"


class BankLoanChange(models.Model):
    """The memo of a change: what it does to payment, cost, exposure and coverage.

    Assembled anew whenever it is read until the change is sent, as it was sent from
    then on; with the decision it is fixed, content and hash. Sums of the borrower and
    of his group are the bank's, over all branches.
    """

    _inherit = "bank.loan.change"
    _server_fields = ("memo_content", "memo_fixed", "memo_hash", "date_memo")

    memo_content = fields.Json(
        string="Memo as It Was Sent", readonly=True, copy=False, exportable=False
    )
    memo_fixed = fields.Json(
        string="Memos That Were Decided On",
        readonly=True,
        copy=False,
        exportable=False,
    )
    memo_hash = fields.Char(string="Hash (SHA-256)", readonly=True, copy=False)
    date_memo = fields.Datetime(string="Memo Fixed On", readonly=True, copy=False)
    is_memo_intact = fields.Boolean(
        string="As It Was Fixed",
        compute="_compute_is_memo_intact",
        help="The memo still has the hash that stands in the decision log.",
    )
    memo_preview = fields.Html(
        string="Memo of the Change", compute="_compute_memo_preview", sanitize=False
    )

    @api.depends("memo_fixed", "memo_hash")
    def _compute_is_memo_intact(self):
        for change in self:
            last = (change.memo_fixed or [{}])[-1]
            content = last.get("content")
            change.is_memo_intact = bool(content) and (
                change.memo_hash == last.get("sha256") == _digest(content)
            )

    @api.depends("memo_content", "approval_state", "agreement_id", "analysis")
    @api.depends("amount", "rate", "date_end", "payment_day", "reason", "kind")
    @api.depends_context("uid", "lang")
    def _compute_memo_preview(self):
        for change in self:
            change.memo_preview = self.env["ir.qweb"]._render(
                "bank_loan_pipeline.credit_memo_sections",
                {"sections": change._get_memo_sections() if change._origin else []},
            )

    def _get_memo_sections(self):
        """Return the sections as they were sent, of a draft as they are now."""
        self.ensure_one()
        content = self.sudo().memo_content
        if content and self.approval_state in SENT:
            return content["sections"]
        return self._tell_sections()

    # Sending and fixing

    def _on_approval_round(self):
        """Lay the memo as it is when it is sent, or sent again."""
        result = super()._on_approval_round()
        for change in self.filtered(lambda row: row.approval_state not in APPROVED):
            # in the language of who sends it
            change.memo_content = change._prepare_memo()
        return result

    def _prepare_memo(self):
        return {"change": self.name, "sections": self._tell_sections()}

    def _on_approval_done(self):
        result = super()._on_approval_done()
        # decided by who may decide; nobody has a right to fix a memo
        decided = self.sudo().filtered(lambda row: row.approval_state in DECIDED)
        decided._fix_memo()
        return result

    def _fix_memo(self):
        """Fix what the decision was taken on; earlier ones stay beside it."""
        for change in self:
            content = {
                **(change.memo_content or change._prepare_memo()),
                "decision": change.approval_state,
            }
            digest = _digest(content)
            entry = {"sha256": digest, "content": content}
            change.write(
                {
                    "memo_content": content,
                    "memo_fixed": [*(change.memo_fixed or []), entry],
                    "memo_hash": digest,
                    "date_memo": fields.Datetime.now(),
                }
            )
            payload = {"version": len(change.memo_fixed), "sha256": digest}
            self.env["bank.decision"]._record("loan_change_memo", [(change, payload)])

    def action_print_memo(self):
        self.ensure_one()
        self.check_access("read")
        report = self.env.ref("bank_loan_servicing.loan_change_memo_report")
        return report.report_action(self)

    # What it tells

    def _tell_sections(self):
        """Return the sections of the memo with what the bank knows today."""
        self.ensure_one()
        # whoever reads the change reads its loan and the sums of its borrower
        change_sudo = self.sudo()
        before, after = change_sudo._get_figures()
        side_by_side = ["", *self._tell_heads()]
        titles = {
            "terms": self.env._("What Changes"),
            "payment": self.env._("Payments and Cost"),
            "exposure": self.env._("Exposure"),
            "coverage": self.env._("Collateral"),
            "delay": self.env._("Past Due"),
            "words": self.env._("Words of the Analyst"),
        }
        sections = []
        for name, title in titles.items():
            facts, rows = getattr(change_sudo, f"_tell_{name}")(before, after)
            sections.append(
                {
                    "title": title,
                    "text": (self.analysis or "") if name == "words" else "",
                    "facts": [[label, str(value)] for label, value in facts],
                    "head": side_by_side if rows else [],
                    "rows": rows,
                }
            )
        return sections

    def _tell_terms(self, _before, _after):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        facts = [
            (self.env._("Loan"), self.agreement_id.display_name),
            (self.env._("Client"), self.partner_id.display_name),
            (self.env._("Kind"), labels[self.kind]),
            (self.env._("Reason"), self.reason or NOTHING),
        ]
        terms = self._compare_terms()
        return facts, [[row["name"], row["before"], row["after"]] for row in terms]

    def _tell_payment(self, before, after):
        labels = {
            "payment": self.env._("Monthly payment"),
            "count": self.env._("Payments left"),
            "last": self.env._("Last payment on"),
            "overpayment": self.env._("Interest and fees still to be paid"),
            "full_cost": self.env._("Full cost of what is left, %"),
        }
        return [], self._tell_rows(labels, before, after)

    def _tell_exposure(self, before, after):
        labels = {
            "debt": self.env._("Owed by the borrower"),
            "debt_group": self.env._("Owed by his group"),
        }
        return [], self._tell_rows(labels, before, after)

    def _tell_coverage(self, before, after):
        labels = {
            "coverage_value": self.env._("Value of the collateral"),
            "coverage_min": self.env._("Required, %"),
            "coverage": self.env._("Covered, %"),
            "coverage_shortfall": self.env._("Missing"),
        }
        return [], self._tell_rows(labels, before, after)

    def _tell_delay(self, _before, _after):
        loan = self.agreement_id
        today = fields.Date.context_today(self)
        missed = loan._read_arrears(today).get(loan.id)
        standing = dict(loan._fields["standing"]._description_selection(self.env))
        facts = [
            (self.env._("Class of the loan"), standing.get(loan.standing, NOTHING))
        ]
        if missed:
            facts += [
                (self.env._("Past due since"), format_date(self.env, missed["since"])),
                (self.env._("Days past due"), loan.days_past_due),
                (self.env._("Past due"), self._write_sum(missed["amount"])),
            ]
        else:
            facts.append((self.env._("Past due"), self.env._("nothing")))
        return facts, []

    def _tell_words(self, _before, _after):
        return [], []

    def _tell_rows(self, labels, before, after):
        return [
            [label, self._write_figure(name, before), self._write_figure(name, after)]
            for name, label in labels.items()
        ]

    def _write_figure(self, name, figures):
        value = figures.get(name)
        if value is None:
            return NOTHING
        if name == "last":
            return format_date(self.env, value)
        if name == "count":
            return str(value)
        if name in ("coverage_min", "coverage"):
            return formatLang(self.env, value, digits=1)
        if name == "full_cost":
            return formatLang(self.env, value, digits=3)
        if name in ("debt", "debt_group"):
            home = self.env.company.currency_id
            return format_amount(self.env, value, home)
        return self._write_sum(value)

    def _write_sum(self, value):
        return format_amount(self.env, value, self.currency_id)

    # What it reckons

    def _get_figures(self):
        """Return two dicts: the loan as it goes on, and as the change makes it."""
        today = fields.Date.context_today(self)
        before, after = self._reckon_payments(today)
        for found in (self._reckon_debts(), self._reckon_collateral()):
            before |= found[0]
            after |= found[1]
        return before, after

    def _reckon_payments(self, today):
        """Return what is left to be paid by the schedule as it is, and by the new one.

        Of what is owed beside the payments that were missed; nothing where the core
        banking system keeps the schedule.
        """
        loan = self.agreement_id
        if loan.trade != "credit" or loan.balance <= 0 or loan.amount_limit:
            return {}, {}
        owed = loan._get_owed_rest(today)
        before = loan._tell_rest(owed, today)
        if owed <= 0 or not self.date_end or self.date_end <= today:
            return before, {}
        try:
            return before, _sum_up(loan._reckon_rest(self, today, owed))
        except TermsError:
            return before, {}

    def _reckon_debts(self):
        """Return what borrower and group owe, with what the change lends more."""
        loan, home = self.agreement_id, self.env.company
        client = loan.partner_id
        own = client._read_loan_risk()[client.id]["debt"]
        group = client._read_group_risk()[client.id]["debt"]
        added = loan.currency_id._convert(
            self._get_more(), home.currency_id, home, fields.Date.context_today(self)
        )
        return (
            {"debt": own, "debt_group": group},
            {"debt": own + added, "debt_group": group + added},
        )

    def _get_more(self):
        """Return by how much more than now may come to be owed, as limits count it."""
        risk = sum(amount for _currency, amount, _bare in self._find_risks())
        return max(0, risk - self.agreement_id._get_debt())

    def _reckon_collateral(self):
        """Return the coverage of what is owed, and of what may be owed then."""
        loan = self.agreement_id
        found = loan._read_coverage()[loan.id]
        debt = loan.balance + self._get_more()
        value, required = found["coverage_value"], found["coverage_min"]
        names = ("coverage_value", "coverage_min", "coverage", "coverage_shortfall")
        return (
            {name: found[name] for name in names},
            {
                "coverage_value": value,
                "coverage_min": required,
                "coverage": 100 * value / debt if debt else 0,
                "coverage_shortfall": max(0, debt * required / 100 - value),
            },
        )


def _sum_up(found):
    rows = [row for row in found["rows"] if row.payment]
    return {
        "payment": found["payment"],
        "count": len(rows),
        "last": rows[-1].date if rows else None,
        "overpayment": found["overpayment"],
        "full_cost": found["full_cost"],
    }


def _digest(content):
    return decision_chain.sha256(decision_chain.canonical(content))
