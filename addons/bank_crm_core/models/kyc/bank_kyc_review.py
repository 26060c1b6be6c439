# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools.date_utils import add

from .bank_kyc_cadence import RATINGS

SERVER_FIELDS = {"date", "reviewer_id", "date_next"}
LEAST_CONCLUSION = 10
DEFAULT_MONTHS = 3  # where a rating has no cadence: as the most careful one


class BankKycReview(models.Model):
    """Somebody has looked at what is known of a client and has rated the risk.

    The manager gathers the facts in a draft, a reviewer who does not serve the client
    concludes. What is concluded never changes; the next review follows from the rating.
    """

    _name = "bank.kyc.review"
    _description = "Review of a Client"
    _inherit = ["bank.transition.mixin"]
    _order = "date desc, id desc"
    _rec_name = "partner_id"
    _access_logged = True
    _access_log_client = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('client_kind', '!=', False)]",
    )
    state = fields.Selection(
        selection=[("draft", "Draft"), ("done", "Concluded")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
    )
    client_kind = fields.Selection(related="partner_id.client_kind")

    # What is known
    is_pep = fields.Boolean(
        string="Public Official",
        help="A politically exposed person, or a near relative of one: Federal Law "
        "115-FZ, article 7.3.",
    )
    is_owner_known = fields.Boolean(
        string="Beneficial Owner Known",
        help="Who in the end owns or controls the client, and the bank has seen proof.",
    )
    funds_source = fields.Text(
        string="Source of Funds", help="Where the client's money comes from."
    )

    # Verdict
    rating = fields.Selection(selection=RATINGS, string="Risk")
    outcome = fields.Selection(
        selection=[
            ("accepted", "Served"),
            ("enhanced", "Served under Enhanced Control"),
            ("refused", "Not to Be Served"),
        ]
    )
    conclusion = fields.Text(help="Why the risk is rated like this.")
    date = fields.Date(string="Concluded On", readonly=True, copy=False)
    reviewer_id = fields.Many2one(
        comodel_name="res.users", readonly=True, copy=False, ondelete="restrict"
    )
    date_next = fields.Date(string="Next Review On", readonly=True, copy=False)
    evaluation_ids = fields.One2many(
        comodel_name="bank.client.evaluation",
        inverse_name="review_id",
        string="Evaluations",
        readonly=True,
    )
    evaluation_line_ids = fields.One2many(
        comodel_name="bank.client.evaluation.line",
        compute="_compute_evaluation_line_ids",
        string="Last Evaluation",
    )

    @api.depends("evaluation_ids.line_ids")
    def _compute_evaluation_line_ids(self):
        for review in self:
            # by number: those of this transaction stand last, whatever the order says
            runs = review.evaluation_ids.sorted(lambda run: run._origin.id or 0)
            review.evaluation_line_ids = runs[-1:].line_ids

    @api.model_create_multi
    def create(self, vals_list):
        # set, so that no default of the caller fills them
        unset = dict.fromkeys(SERVER_FIELDS, False)
        reviews = super().create([{**vals, **unset} for vals in vals_list])
        reviews._check_may_draft()
        return reviews

    def write(self, vals):
        if self.filtered(lambda review: review.state == "done"):
            raise AccessError(
                self.env._("A concluded review stays as it is. Begin a new one.")
            )
        if SERVER_FIELDS & vals.keys() and not self.env.su:
            raise AccessError(
                self.env._("Who concluded a review, and when, follows from the button.")
            )
        self._check_may_draft()
        result = super().write(vals)
        self._check_may_draft()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        self._check_may_draft()
        if self.filtered(lambda review: review.state == "done"):
            raise AccessError(self.env._("A concluded review is not deleted."))

    def _check_may_draft(self):
        """Reviewers draft for all clients they see, others for those they keep."""
        if not self.env.su and not self._is_reviewer():
            self.partner_id.check_access("write")

    def _is_reviewer(self):
        return self.env.user.has_group("bank_crm_core.group_crm_kyc_reviewer")

    # Concluding

    @api.model
    def _get_transitions(self):
        return {("draft", "done"): "_get_done_blockers"}

    def _get_done_blockers(self):
        found = {review.id: review._get_done_blocker() for review in self}
        return {review_id: reason for review_id, reason in found.items() if reason}

    def _get_done_blocker(self):
        """Hook: why the user may not conclude this review, or False."""
        if not self._is_reviewer():
            return self.env._("Only a reviewer of clients concludes a review.")
        if self.sudo().partner_id.manager_id == self.env.user:
            return self.env._(
                "You are the manager of this client: another reviewer concludes."
            )
        if not self.partner_id.client_kind:
            return self.env._("Only a client is reviewed.")
        if not self.rating or not self.outcome:
            return self.env._("Rate the risk and say whether the client is served.")
        if len((self.conclusion or "").strip()) < LEAST_CONCLUSION:
            return self.env._("Say in a few words why the risk is rated like this.")
        return False

    def action_conclude(self):
        self.check_access("write")
        today = fields.Date.context_today(self)
        for review in self:
            # the blockers ask for the right; the fields are the server's
            review.sudo()._transition(
                "done",
                date=today,
                reviewer_id=self.env.uid,
                date_next=add(today, months=review._get_months()),
            )
            review.partner_id._evaluate(review)
        self.partner_id._follow_reviews()
        self._log_reviews()
        self.partner_id.sudo().activity_feedback(
            ["bank_crm_core.mail_activity_type_kyc"],
            feedback=self.env._("The review is concluded."),
        )

    def _get_months(self):
        """Return after how many months the client is reviewed again."""
        cadence_sudo = self.env["bank.kyc.cadence"].sudo()
        cadence = cadence_sudo.search([("rating", "=", self.rating)])
        return cadence.months or DEFAULT_MONTHS

    def _log_reviews(self):
        self.env["bank.decision"]._record(
            "kyc",
            [
                (
                    review,
                    {
                        "client": review.partner_id.id,
                        "rating": review.rating,
                        "outcome": review.outcome,
                        "is_pep": review.is_pep,
                        "next": fields.Date.to_string(review.date_next),
                        "conclusion_hash": self.env["bank.decision"]._hash_text(
                            review.conclusion
                        ),
                    },
                )
                for review in self
            ],
        )

    def action_evaluate(self):
        """Run the chosen checks over the client while the review is drafted."""
        self.ensure_one()
        self.check_access("write")
        self.partner_id._evaluate(self)

    def action_open(self):
        return self.partner_id._open_row(self, self.env._("Review of a Client"))
