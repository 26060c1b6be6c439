# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.bank_approval.models.authority.res_partner import RISKS

# what the change takes from its agreement; nobody enters it
FIXED = {"name", "agreement_id", "partner_id", "currency_id", "user_id"}
TERMS = ("amount", "rate", "date_end", "payment_day")
IN_FORCE = ("active", "defaulted")


class BankLoanChange(models.Model):
    """Other terms of a loan that was issued: a new version of it, with a decision.

    A renewal goes on with a limit, a prolongation gives time, a restructuring eases
    the payments of who cannot pay them; the last one is watched afterwards.
    """

    _name = "bank.loan.change"
    _description = "Change of a Loan"
    _inherit = [
        "bank.loan.decision.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _access_logged = True
    _access_log_client = "partner_id"
    _server_fields = ("version", "terms_before", "date_done", "done_by_id")
    # decided on by its own route: its end needs no second approval
    _act_guarded = False
    _approval_fields = (
        "agreement_id",
        "kind",
        "amount",
        "rate",
        "date_end",
        "payment_day",
        "reason",
        "analysis",
    )

    name = fields.Char(string="Number", readonly=True, copy=False, index=True)
    agreement_id = fields.Many2one(
        comodel_name="bank.agreement",
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
    product_id = fields.Many2one(related="agreement_id.product_id")
    branch_id = fields.Many2one(
        related="partner_id.branch_id", store=True, related_sudo=True, index=True
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Client Manager",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        index=True,
        ondelete="restrict",
    )
    kind = fields.Selection(
        selection=[
            ("renewal", "Renewal of the Limit"),
            ("prolongation", "Prolongation"),
            ("restructuring", "Restructuring"),
        ],
        required=True,
        default="prolongation",
        tracking=True,
    )
    state = fields.Selection(
        selection=[
            ("draft", "Prepared"),
            ("done", "In Force"),
            ("cancelled", "Withdrawn"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
    )
    version = fields.Integer(
        readonly=True,
        copy=False,
        aggregator=None,
        help="1 is the agreement as it was signed; each change makes the next one.",
    )
    reason = fields.Text(tracking=True, help="Why the bank should agree to it.")
    analysis = fields.Text(
        string="Words of the Analyst",
        tracking=True,
        help="What the figures of the memo do not tell.",
    )

    # The new terms
    currency_id = fields.Many2one(
        comodel_name="res.currency", readonly=True, ondelete="restrict"
    )
    amount = fields.Monetary(string="Limit or Amount", tracking=True)
    rate = fields.Float(
        string="Annual Rate, %", digits=(7, 4), aggregator=None, tracking=True
    )
    date_end = fields.Date(string="Ends On", tracking=True)
    payment_day = fields.Integer(
        string="Day of Payment",
        aggregator=None,
        help="Day of the month; 0: the day that was agreed on stays.",
    )
    terms_before = fields.Json(readonly=True, copy=False)
    date_done = fields.Date(string="In Force Since", readonly=True, copy=False)
    done_by_id = fields.Many2one(
        comodel_name="res.users",
        string="Put into Force By",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )

    _one_open_uniq = models.UniqueIndex(
        "(agreement_id) WHERE state = 'draft' AND approval_state <> 'rejected'",
        "A change of this loan is being prepared already.",
    )
    _check_terms = models.Constraint(
        "CHECK (amount >= 0 AND rate >= 0 AND payment_day BETWEEN 0 AND 31)",
        "Amount and rate are not below zero; a day of payment is one of the month.",
    )

    @api.model
    def _get_transitions(self):
        return {
            **super()._get_transitions(),
            ("draft", "done"): "_get_done_blocker",
            ("draft", "cancelled"): "_get_cancel_blocker",
        }

    # Making and changing one

    @api.model_create_multi
    def create(self, vals_list):
        """A change begins with the terms as they are."""
        return super().create([self._prepare_values(vals) for vals in vals_list])

    def _prepare_values(self, vals):
        agreement = self.env["bank.agreement"].browse(vals.get("agreement_id") or [])
        if not agreement:
            raise UserError(self.env._("Open the agreement and press “Change”."))
        agreement.check_access("read")
        agreement._check_changeable()
        return {
            "amount": agreement.amount,
            "rate": agreement.rate,
            "date_end": agreement.date_end,
            **vals,
            "name": self.env["ir.sequence"].sudo().next_by_code("bank.loan.change"),
            "partner_id": agreement.partner_id.id,
            "currency_id": agreement.currency_id.id,
            "user_id": self.env.uid,
        }

    def write(self, vals):
        if not self.env.su and FIXED & vals.keys():
            raise UserError(
                self.env._("A change stays with its agreement. Withdraw it.")
            )
        if vals.keys() & {*TERMS, "kind", "reason", "analysis"} and any(
            change.state != "draft" for change in self
        ):
            raise UserError(self.env._("What is in force or withdrawn stays."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_made(self):
        raise UserError(self.env._("A change is not deleted. Withdraw it."))

    # The decision

    def _get_approval_blocker(self):
        reasons = super()._get_approval_blocker()
        for change in self:
            if change.state != "draft":
                reasons[change.id] = self.env._("It is in force or withdrawn.")
            elif reason := change._get_terms_blocker():
                reasons[change.id] = reason
        return reasons

    def _get_terms_blocker(self):
        """Return why these terms make no such change, or False."""
        was = self.sudo().agreement_id
        if not self.reason:
            return self.env._("Write why the bank should agree to it.")
        if not (rows := self._compare_terms()) and self.kind != "restructuring":
            return self.env._("Nothing changes: enter the new terms.")
        if not self.date_end or self.date_end <= fields.Date.context_today(self):
            return self.env._("The new end lies in the future.")
        if self.kind == "prolongation" and self._is_end_missing(was, rows):
            return self.env._("A prolongation ends later than the loan does now.")
        if self.kind == "prolongation" and self.amount > was.amount:
            return self.env._("A prolongation lends no more. Renew the limit instead.")
        # a limit that the core has raised may be drawn beyond what was signed
        stays = was.amount_limit and self.amount == was.amount
        if was.trade == "credit" and self.amount < was.balance and not stays:
            return self.env._("More is owed than the new amount.")
        return False

    def _is_end_missing(self, was, rows):
        """A prolongation gives time; the day of payment alone is moved within it."""
        if not was.date_end or self.date_end > was.date_end:
            return False
        return [row["term"] for row in rows] != ["payment_day"]

    def _get_risk_roots(self):
        """A loan and its change are one risk."""
        roots = {change: change.sudo().agreement_id for change in self}
        return {change.id: (loan._name, loan.id) for change, loan in roots.items()}

    def _get_co_debtors(self):
        """Whoever owes the loan owes what a change lends more."""
        loans_sudo = {change.id: change.sudo().agreement_id for change in self}
        owing = {
            key: loan.partner_id._get_debtors(loan.party_ids)
            for key, loan in loans_sudo.items()
        }
        found = super()._get_co_debtors()
        return {key: {*ids, *found.get(key, ())} for key, ids in owing.items()}

    def _find_risks(self):
        """What secures the loan secures it on other terms, too."""
        risks = super()._find_risks()
        loan_sudo = self.sudo().agreement_id
        if loan_sudo.trade not in RISKS:
            return []
        if loan_sudo.trade == "credit":
            risks = self._bound_risks(risks, loan_sudo)
        secured = loan_sudo.coverage_value
        return [
            (currency, amount, max(0, min(bare, amount - secured)))
            for currency, amount, bare in risks
        ]

    def _bound_risks(self, risks, loan_sudo):
        """A renewed limit may be drawn again; other changes lend no more than is left.

        A limit whose amount stays may be drawn as far as before, whatever was signed.
        """
        left = loan_sudo._get_debt()
        if loan_sudo.amount_limit and self.amount == loan_sudo.amount:
            return [(loan_sudo.currency_id, left, left)]
        if self.kind == "renewal" or self.amount > loan_sudo.amount:
            return risks
        return [
            (currency, min(amount, left), min(bare, left))
            for currency, amount, bare in risks
        ]

    def _filter_promised(self):
        return self.filtered(lambda change: change.state == "draft")

    def _find_gone_bad(self):
        """A trial of routes and limits is told which changed loans are not paid."""
        bad = self.filtered(
            lambda change: (
                change.state == "done"
                and (
                    change.sudo().agreement_id.standing == "default"
                    or change.sudo().agreement_id.state == "defaulted"
                )
            )
        )
        return super()._find_gone_bad() | bad

    # Putting it into force

    def _get_done_blocker(self):
        """Decided on, on these very terms, and what comes before is met."""
        checks = self.env["bank.check"].sudo()
        changes_sudo = self.sudo()
        return {
            **checks._find_failures_precedents(changes_sudo),
            **checks._find_failures_approval(changes_sudo),
        }

    def action_done(self):
        """Put the new version of the loan into force."""
        self.check_access("write")
        for change in self:
            # two changes of one loan follow one another
            change.sudo().agreement_id.lock_for_update()
            before = change.sudo()._read_before()
            change._transition("done")
            change._apply(before)

    def _apply(self, before):
        """The decision holds: agreement, schedule, log and core banking follow."""
        today = fields.Date.context_today(self)
        # decided on by who may; agreements are written by no person
        agreement_sudo = self.sudo().agreement_id
        version = agreement_sudo._take_version(self.sudo(), today)
        self.sudo().write(
            {
                "terms_before": before,
                "version": version,
                "date_done": today,
                "done_by_id": self.env.uid,
            }
        )
        self.env["bank.decision"]._record(
            "loan_change",
            [
                (
                    self,
                    {"agreement": agreement_sudo.id, "version": version, "was": before},
                )
            ],
        )
        agreement_sudo._tell_change(self.sudo())

    def _on_outbox_confirmed(self, message):
        """The core has taken this version over; it may have a newer one by now."""
        self.agreement_id._take_core_version(self.version)
        self.message_post(
            body=self.env._(
                "Version %(version)s is in the core banking system, No. %(number)s.",
                version=self.version,
                number=message.reference,
            )
        )
