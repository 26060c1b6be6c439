# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class BankDuplicatePair(models.Model):
    """Two cards that a rule takes for one client, and what a steward made of it.

    Found by :class:`BankDuplicateRun`. Whom a steward has told apart is not shown to
    him again, however often the base is searched.
    """

    _name = "bank.duplicate.pair"
    _description = "Possible Duplicate"
    _inherit = ["bank.transition.mixin"]
    _order = "cluster, partner_id, other_id"
    _state_initial = "open"
    _access_logged = True
    _access_log_client = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    other_id = fields.Many2one(
        comodel_name="res.partner",
        string="May Be the Same as",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    rule_id = fields.Many2one(
        comodel_name="bank.duplicate.rule",
        string="Found By",
        readonly=True,
        index=True,
        ondelete="set null",
    )
    certainty = fields.Selection(related="rule_id.certainty", store=True)
    cluster = fields.Integer(
        string="Group",
        readonly=True,
        index=True,
        help="The same number: all of them may be one client.",
    )
    state = fields.Selection(
        selection=[
            ("open", "To Be Looked At"),
            ("distinct", "Two Clients"),
            ("merged", "Merged"),
        ],
        required=True,
        readonly=True,
        default="open",
        index=True,
    )
    reason = fields.Char(readonly=True, help="Why they are two clients.")
    date_found = fields.Datetime(
        readonly=True, default=lambda self: self._default_date_found()
    )
    branch_id = fields.Many2one(related="partner_id.branch_id")
    other_branch_id = fields.Many2one(
        related="other_id.branch_id", string="Branch of the Other"
    )
    birth_date = fields.Date(related="partner_id.birth_date")
    other_birth_date = fields.Date(
        related="other_id.birth_date", string="Birth Date of the Other"
    )
    inn = fields.Char(related="partner_id.inn")
    other_inn = fields.Char(related="other_id.inn", string="INN of the Other")

    _pair_uniq = models.Constraint(
        "UNIQUE (partner_id, other_id)", "This pair is there already."
    )

    @api.depends("partner_id", "other_id")
    def _compute_display_name(self):
        for pair in self:
            names = (pair.partner_id.display_name, pair.other_id.display_name)
            pair.display_name = " — ".join(name or "" for name in names)

    def _default_date_found(self):
        return fields.Datetime.now()

    @api.model
    def _get_transitions(self):
        return {
            ("open", "distinct"): "_get_no_blocker",
            ("distinct", "open"): "_get_no_blocker",
            ("open", "merged"): "_get_no_blocker",
            ("merged", "open"): "_get_no_blocker",
        }

    def _check_steward(self):
        """Only a steward who sees both cards judges the pair."""
        self.env["bank.client.merge"]._check_steward()
        self.check_access("read")

    def action_distinct(self, reason=None):
        """Remember that these are two clients."""
        self._check_steward()
        self.sudo()._transition("distinct", reason=reason or False)
        self._record_judgement("distinct")

    def action_reopen(self):
        self._check_steward()
        if self.filtered(lambda pair: pair.state != "distinct"):
            raise UserError(
                self.env._("Only pairs that were told apart are opened again.")
            )
        self.sudo()._transition("open", reason=False)
        self._record_judgement("open")

    def _record_judgement(self, verdict):
        rows = [
            (
                pair.partner_id,
                {"verdict": verdict, "clients": [pair.partner_id.id, pair.other_id.id]},
            )
            for pair in self
        ]
        self.env["bank.decision"]._record("duplicate", rows)

    def action_merge(self):
        """Open the merge of everybody in the groups of these pairs."""
        self._check_steward()
        pairs = self.search(
            [("cluster", "in", self.mapped("cluster")), ("state", "=", "open")]
        )
        partners = (pairs | self).partner_id | (pairs | self).other_id
        return self.env["bank.client.merge"]._open_for(partners.filtered("active"))
