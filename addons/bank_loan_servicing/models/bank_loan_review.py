# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_date

from .bank_borrower_standing import BORROWERS

APPROVED = ("approved", "approved_conditions")
# figures that are older are taken anew before they are decided on
FRESH_DAYS = 30
# entered when it is made, and never again
FIXED = {"name", "partner_id", "user_id", "currency_id"}
# what the server reckons; people add what they think of it
FIGURES = ("debt", "shortfall", "days_worst", "debt_group", "shortfall_group")


class BankLoanReview(models.Model):
    """Once a year the bank looks at a borrower as a whole, and decides by a route.

    The figures are those of the day on which it was begun or last reckoned.
    """

    _name = "bank.loan.review"
    _description = "Review of a Borrower"
    _inherit = [
        "bank.loan.decision.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _access_logged = True
    _access_log_client = "partner_id"
    _server_fields = (*FIGURES, "date_figures", "date_done", "is_non_performing")
    _act_guarded = False
    _approval_amount = "debt"
    _approval_fields = ("partner_id", *FIGURES, "outlook", "conclusion")

    name = fields.Char(string="Number", readonly=True, copy=False, index=True)
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("client_kind", "!=", False)],
    )
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
    state = fields.Selection(
        selection=[
            ("draft", "Prepared"),
            ("done", "Decided"),
            ("cancelled", "Withdrawn"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
    )
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        readonly=True,
        default=lambda self: self.env.company.currency_id,
        ondelete="restrict",
    )
    date_figures = fields.Date(string="Figures Of", readonly=True, copy=False)
    debt = fields.Monetary(string="Owes", readonly=True, copy=False)
    shortfall = fields.Monetary(string="Collateral Missing", readonly=True, copy=False)
    days_worst = fields.Integer(
        string="Longest Delay in a Year, Days",
        readonly=True,
        copy=False,
        aggregator="max",
    )
    debt_group = fields.Monetary(string="The Group Owes", readonly=True, copy=False)
    shortfall_group = fields.Monetary(
        string="Collateral Missing in the Group", readonly=True, copy=False
    )
    is_non_performing = fields.Boolean(
        string="Non-Performing", readonly=True, copy=False
    )
    outlook = fields.Selection(
        selection=[
            ("keep", "Go On as It Is"),
            ("watch", "Watch More Closely"),
            ("leave", "Leave by the End of the Term"),
        ],
        tracking=True,
    )
    conclusion = fields.Text(tracking=True, help="What the figures do not tell.")
    date_done = fields.Date(string="Decided On", readonly=True, copy=False)

    _one_open_uniq = models.UniqueIndex(
        "(partner_id) WHERE state = 'draft' AND approval_state <> 'rejected'",
        "A review of this borrower is being prepared already.",
    )
    _partner_idx = models.Index("(partner_id, date_done)")

    @api.model
    def _get_transitions(self):
        return {
            **super()._get_transitions(),
            ("draft", "done"): "_get_done_blocker",
            ("draft", "cancelled"): "_get_cancel_blocker",
        }

    def _get_done_blocker(self):
        return {
            review.id: self.env._("The review is not decided on yet.")
            for review in self
            if review.approval_state not in APPROVED
        }

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals["name"] = self.env["ir.sequence"].sudo().next_by_code(self._name)
            vals["user_id"] = self.env.uid
            vals["currency_id"] = self.env.company.currency_id.id
        reviews = super().create(vals_list)
        reviews._reckon()
        return reviews

    def write(self, vals):
        if not self.env.su and FIXED & vals.keys():
            raise UserError(self.env._("A review stays with its borrower."))
        if vals.keys() & {"outlook", "conclusion"} and any(
            review.state != "draft" for review in self
        ):
            raise UserError(self.env._("What was decided on or withdrawn stays."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_made(self):
        raise UserError(self.env._("A review is not deleted. Withdraw it."))

    # The figures

    def action_reckon(self):
        """Take the figures of today."""
        self.check_access("write")
        if any(review.state != "draft" for review in self):
            raise UserError(self.env._("What was decided on or withdrawn stays."))
        self._check_not_in_approval()
        self._reckon()

    def _reckon(self):
        clients = self.partner_id
        own, group = clients._read_loan_risk(), clients._read_group_risk()
        worst = self._read_worst_days()
        standings_sudo = self.env["bank.borrower.standing"].sudo()
        fallen = standings_sudo.search(
            [("partner_id", "in", clients.ids), ("date_end", "=", False)]
        ).partner_id
        for review in self:
            client = review.partner_id
            # reckoned for whoever may prepare the review, whatever he sees beside it
            review.sudo().write(
                {
                    "date_figures": fields.Date.context_today(self),
                    "debt": own[client.id]["debt"],
                    "shortfall": own[client.id]["shortfall"],
                    "days_worst": max(worst.get(client.id, 0), own[client.id]["days"]),
                    "debt_group": group[client.id]["debt"],
                    "shortfall_group": group[client.id]["shortfall"],
                    "is_non_performing": client in fallen,
                }
            )

    def _read_worst_days(self):
        """Return ``{client id: days}``: the longest delay of a year of all his loans.

        Those that are repaid by now, and those of which he is a co-owner, included.
        """
        since = fields.Date.subtract(fields.Date.context_today(self), years=1)
        rows = self.env.execute_query(
            SQL(WORST, clients=self.partner_id.ids, since=since, theirs=SQL(BORROWERS))
        )
        return dict(rows)

    # The decision

    def _get_approval_blocker(self):
        reasons = super()._get_approval_blocker()
        for review in self:
            if review.state != "draft":
                reasons[review.id] = self.env._("It is decided on or withdrawn.")
            elif not review.outlook or not review.conclusion:
                reasons[review.id] = self.env._(
                    "Choose how to go on with the borrower and write why."
                )
            elif review._has_old_figures():
                reasons[review.id] = self.env._(
                    "The figures are those of %(date)s. Take the figures of today.",
                    date=format_date(self.env, review.date_figures),
                )
        return reasons

    def _has_old_figures(self):
        oldest = fields.Date.subtract(fields.Date.context_today(self), days=FRESH_DAYS)
        return not self.date_figures or self.date_figures < oldest

    def _find_risks(self):
        """A review lends nothing: what is owed is counted by its loans."""
        return []

    def _on_approval_done(self):
        result = super()._on_approval_done()
        decided = self.sudo().filtered(
            lambda row: row.state == "draft" and row.approval_state in APPROVED
        )
        if decided:
            decided._transition("done", date_done=fields.Date.context_today(self))
        return result


WORST = """
    SELECT w.partner_id, MAX(d.days) FROM bank_delinquency_day d
      JOIN (SELECT agreement_id, partner_id FROM (%(theirs)s) b
             WHERE b.partner_id = ANY(%(clients)s)
             UNION
            SELECT agreement_id, partner_id FROM bank_delinquency_day
             WHERE partner_id = ANY(%(clients)s) AND date >= %(since)s) w
        ON w.agreement_id = d.agreement_id
     WHERE d.date >= %(since)s
     GROUP BY w.partner_id
"""
