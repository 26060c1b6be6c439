# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.tools import LazyTranslate

from .bank_demo_deals import MANAGER
from .bank_demo_lending import DOCUMENT, DRAFTER, LEGAL_OFFICER, UNDERWRITER

_lt = LazyTranslate(__name__)

PIPELINE = "bank_loan_pipeline"
# how many deals are identified, and what stands of the last one
IDENTIFIED = 3
STRANGER = _lt("The photograph in the passport is of somebody else")
# name, code of the formula, what to do, better when more, green, red
LIGHTS = (
    (_lt("Debt burden, %"), "debt_burden", _lt("Lengthen the term"), False, 30, 50),
    (_lt("Age of the borrower"), "borrower_age", _lt("Ask for a surety"), True, 25, 21),
)
# section of the memo: what the analyst says
WORDS = {
    "business": _lt("The mills of the region run at full capacity; flour is exported."),
    "risks": _lt("One buyer takes a third of the flour; the price of grain."),
    "conclusion": _lt("The line pays for itself in four years: I am for the loan."),
}
PASSED = ("identity", "income")
LEGAL = "legal"
NO_ESTIMATE = _lt("There is no estimate of the works yet")


class BankDemoImport(models.Model):
    """What a decision rests on: who the client is, lights, a table of what was verified,
    a credit memo; and how a refusal is told.
    """

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "proofs"]

    def _load_proofs(self, _bank):
        """Let everybody do his part, unless somebody has written a memo already."""
        logins = (MANAGER, UNDERWRITER, LEGAL_OFFICER, DRAFTER)
        staff = self._find_staff(logins)
        memos = self.env["bank.credit.memo"].search_count([], limit=1)
        if len(staff) < len(logins) or memos:
            return
        acting = self._acting(staff[MANAGER])
        acting._identify_clients()
        self._acting(staff[DRAFTER])._light_figures()
        acting._validate_some(staff[LEGAL_OFFICER])
        acting._write_memo()
        acting._tell_refused(staff)

    def _find_own(self, *domain):
        own = [("user_id", "=", self.env.uid), ("kind", "=", "credit")]
        return self.env[DOCUMENT].search([*own, *domain], order="id")

    # ------------------------------------------------------------ who he is
    def _identify_clients(self):
        """Those whose papers are in order are confirmed; the last one is not he."""
        deals = self.env["crm.lead"].search(
            [
                ("user_id", "=", self.env.uid),
                ("won_status", "=", "pending"),
                ("partner_id.client_kind", "=", "person"),
                ("application_ids", "=", False),
            ],
            order="id",
        )
        shown = [(deal, self._find_shown(deal.partner_id)) for deal in deals]
        shown = [(deal, paper) for deal, paper in shown if paper][:IDENTIFIED]
        for place, (deal, paper) in enumerate(shown, 1):
            if place < IDENTIFIED:
                deal._identify("confirmed", paper, "")
            else:
                deal._identify("rejected", paper.browse(), self._say(STRANGER))

    def _find_shown(self, client):
        papers = self.env["bank.identity.document"].search(
            [("partner_id", "=", client.id)], order="is_main desc, id"
        )
        return papers.filtered(lambda paper: paper.state != "expired")[:1]

    # ------------------------------------------------------------ the analysis
    def _light_figures(self):
        formulas = self.env["bank.formula"].search(
            [("code", "in", [row[1] for row in LIGHTS]), ("state", "=", "in_force")]
        )
        by_code = {formula.code: formula for formula in formulas}
        for label, code, hint, is_more_better, green, red in LIGHTS:
            if code not in by_code:
                continue
            line = self.env["bank.analysis.line"].create(
                {
                    "name": label._translate("en_US"),
                    "formula_id": by_code[code].id,
                    "client_kind": "person",
                    "hint": self._say(hint),
                    "is_more_better": is_more_better,
                    "limit_green": green,
                    "limit_red": red,
                }
            )
            self._translate_names([(line, label)])

    # ------------------------------------------------------------ the validation
    def _validate_some(self, lawyer):
        """One waits for the lawyer, one lacks a paper, one is complete."""
        left = self._find_own(
            ("approval_state", "in", ("none", "returned", "withdrawn")),
            ("partner_id.client_kind", "=", "person"),
        )
        for place, application in enumerate(left[:2]):
            application.action_fill_validation()
            for row in application.validation_ids:
                name = self._get_item_name(row.item_id)
                if row.result != "open" or name == LEGAL:
                    continue
                if name in PASSED or place:
                    row.result = "passed"
                else:
                    row.write({"result": "failed", "comment": self._say(NO_ESTIMATE)})
            if place:
                legal = application.validation_ids.filtered(
                    lambda row: row.result == "open"
                )
                legal.with_user(lawyer).write({"result": "passed"})
                application.action_complete_validation()

    def _get_item_name(self, item):
        name = item.get_external_id()[item.id]
        return name.partition("bank_validation_item_")[2]

    # ------------------------------------------------------------ the memo
    def _write_memo(self):
        """The mill's application has a memo with the words of the manager."""
        for application in self._find_own(
            ("partner_id.client_kind", "=", "company"), ("active", "=", True)
        ).filtered("statement_ids")[:1]:
            application.action_open_memo()
            for line in application.memo_id.line_ids:
                name = line.section_id.get_external_id()[line.section_id.id]
                words = WORDS.get(name.partition("memo_section_")[2])
                if words:
                    line.text = self._say(words)

    # ------------------------------------------------------------ the refusal
    def _tell_refused(self, staff):
        """The letter is in force; the client is told why, as far as the bank may."""
        letter = self.env.ref(f"{PIPELINE}.bank_document_template_refusal_letter")
        if letter.sudo().state == "draft":
            letter.with_env(self._acting(staff[DRAFTER]).env).action_start()
        reasons = self.env.ref(f"{PIPELINE}.bank_refusal_reason_income")
        reasons |= self.env.ref(f"{PIPELINE}.bank_refusal_reason_security")
        for application in self._find_own(("approval_state", "=", "rejected"))[:1]:
            application._give_reasons(reasons)
            application.action_tell_refusal()
