# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

# agreed with the client: they stay once the pledge is registered
TERMS = {
    "collateral_id",
    "rank",
    "share",
    "secured_amount",
    "prior_claims",
    "date_start",
    "date_end",
}


class BankCollateralPledge(models.Model):
    """What an object secures, and who is paid out of it first."""

    _name = "bank.collateral.pledge"
    _description = "Pledge"
    _inherit = ["bank.transition.mixin"]
    _order = "collateral_id, rank, id"
    _access_logged = True
    _access_log_client = "partner_id"
    _server_fields = ("value_booked", "ltv_booked", "registered_by_id")

    collateral_id = fields.Many2one(
        comodel_name="bank.collateral", required=True, index=True, ondelete="restrict"
    )
    agreement_id = fields.Many2one(
        comodel_name="bank.agreement", index="btree_not_null", ondelete="restrict"
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Borrower",
        compute="_compute_partner_id",
        store=True,
        index=True,
    )
    branch_id = fields.Many2one(
        related="partner_id.branch_id", store=True, related_sudo=True, index=True
    )
    currency_id = fields.Many2one(
        related="collateral_id.currency_id", related_sudo=True
    )
    rank = fields.Integer(
        default=1,
        required=True,
        aggregator=None,
        help="1 is paid first; later ones get what the earlier ones leave.",
    )
    share = fields.Float(
        string="Share, %",
        digits=(7, 4),
        default=100,
        required=True,
        aggregator=None,
        help="Of what is left for this rank.",
    )
    secured_amount = fields.Monetary(string="Secured Up To", help="0: the whole debt.")
    prior_claims = fields.Monetary(
        string="Owed to Others First",
        help="Claims of other lenders that are paid out of the object before the bank.",
    )
    date_start = fields.Date(string="From")
    date_end = fields.Date(string="Until")
    registration = fields.Char(string="Registration No.")
    state = fields.Selection(
        selection=[
            ("draft", "Proposed"),
            ("active", "Registered"),
            ("released", "Released"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    registered_by_id = fields.Many2one(
        comodel_name="res.users", readonly=True, copy=False, ondelete="restrict"
    )
    value_booked = fields.Monetary(
        string="Value at Registration", readonly=True, copy=False
    )
    ltv_booked = fields.Float(
        string="Loan to Value at Registration, %",
        digits=(9, 2),
        readonly=True,
        copy=False,
        aggregator=None,
    )
    value = fields.Monetary(
        string="Value for the Debt",
        compute="_compute_value",
        help="What this pledge brings today, after discounts and those who are paid "
        "first.",
    )

    _agreement_uniq = models.UniqueIndex(
        "(collateral_id, agreement_id) WHERE state <> 'released'",
        "The object is pledged for this agreement already.",
    )
    _check_figures = models.Constraint(
        "CHECK (rank BETWEEN 1 AND 100 AND share > 0 AND share <= 100 "
        "AND secured_amount >= 0 AND prior_claims >= 0)",
        "Rank is 1 or more, the share up to 100 percent, amounts are not below zero.",
    )
    _check_dates = models.Constraint(
        "CHECK (date_end IS NULL OR date_start IS NULL OR date_end >= date_start)",
        "A pledge cannot end before it begins.",
    )

    @api.model
    def _get_document_fields(self):
        """Hook: links to what is secured; the first that is filled in counts."""
        return ["agreement_id"]

    @api.depends(lambda self: [f"{n}.partner_id" for n in self._get_document_fields()])
    def _compute_partner_id(self):
        for pledge in self:
            document = pledge._get_document()
            pledge.partner_id = document.sudo().partner_id if document else False

    def _get_document(self):
        """Return what the pledge secures, or nothing."""
        self.ensure_one()
        found = (self[name] for name in self._get_document_fields() if self[name])
        return next(found, None)

    @api.depends("collateral_id.name", "rank")
    def _compute_display_name(self):
        for pledge in self:
            pledge.display_name = self.env._(
                "%(object)s, rank %(rank)s",
                object=pledge.collateral_id.name or "",
                rank=pledge.rank,
            )

    @api.constrains(lambda self: self._get_document_fields())
    def _check_document(self):
        for pledge in self:
            if not pledge._get_document():
                raise ValidationError(
                    self.env._("Say what “%(name)s” secures.", name=pledge.display_name)
                )

    @api.constrains("share", "rank", "state", "collateral_id")
    def _check_shares(self):
        groups = self.sudo()._read_group(
            [
                ("collateral_id", "in", self.collateral_id.ids),
                ("state", "=", "active"),
            ],
            ["collateral_id", "rank"],
            ["share:sum"],
        )
        for collateral, rank, share in groups:
            if share > 100:
                raise ValidationError(
                    self.env._(
                        "Pledges of rank %(rank)s take more than the whole of "
                        "“%(name)s”. Change rank or share.",
                        rank=rank,
                        name=collateral.name,
                    )
                )

    @api.constrains("collateral_id", "state")
    def _check_pledged_once(self):
        live = self.filtered(lambda pledge: pledge.state != "released")
        live.collateral_id._check_pledged_once()

    # Who writes what

    @api.model_create_multi
    def create(self, vals_list):
        pledges = super().create(vals_list)
        pledges._check_document_open()
        return pledges

    def write(self, vals):
        fixed = TERMS.union(self._get_document_fields()) & vals.keys()
        if fixed and not self.env.su:
            if any(pledge.state != "draft" for pledge in self):
                raise UserError(
                    self.env._(
                        "A registered pledge stays as it is. Release it and pledge the "
                        "object anew."
                    )
                )
            self._check_document_open()
        result = super().write(vals)
        if fixed and not self.env.su:
            # rules look at what a row was: whose it has become must be his, too
            self.check_access("write")
            self._check_document_open()
        return result

    def _check_document_open(self):
        """Hook: refuse where what is secured is being decided on."""

    @api.ondelete(at_uninstall=False)
    def _unlink_except_registered(self):
        if any(pledge.state != "draft" for pledge in self):
            raise UserError(self.env._("A pledge is released, not deleted."))
        self._check_document_open()

    # Its way

    @api.model
    def _get_transitions(self):
        return {
            **super()._get_transitions(),
            ("draft", "active"): "_get_register_blocker",
            ("active", "released"): "_get_release_blocker",
            ("draft", "released"): "_get_release_blocker",
        }

    def _get_register_blocker(self):
        """``{id: reason}``: registered with its number and a valuation, by another."""
        reasons = {}
        for pledge in self.sudo():
            managers = (
                pledge.partner_id.manager_id
                | pledge.collateral_id.partner_id.manager_id
            )
            if self.env.user in managers:
                reasons[pledge.id] = self.env._(
                    "The manager of the client does not register the pledge."
                )
            elif not pledge.registration:
                reasons[pledge.id] = self.env._(
                    "Enter the number under which the pledge is registered."
                )
            elif not pledge.collateral_id.valuation_id:
                reasons[pledge.id] = self.env._(
                    "“%(name)s” is not valued yet.", name=pledge.collateral_id.name
                )
        return reasons

    def _get_release_blocker(self):
        """``{id: reason}``: what all of them leave has to cover what is owed."""
        reasons = {}
        for pledge in self.sudo():
            if self.env.user in pledge.partner_id.manager_id:
                reasons[pledge.id] = self.env._(
                    "The manager of the client does not release the pledge."
                )
            elif lack := pledge.agreement_id._get_lack_without(self):
                reasons[pledge.id] = lack
        return reasons

    def action_register(self):
        """Enter these pledges as registered, with what they are worth today."""
        self._check_officer()
        for pledge in self:
            document_sudo = pledge.sudo()._get_document()
            pledge._transition("active")
            pledge.sudo().write(
                {
                    "registered_by_id": self.env.uid,
                    "value_booked": pledge.value,
                    "ltv_booked": document_sudo.loan_to_value,
                    "date_start": pledge.date_start or fields.Date.context_today(self),
                }
            )
        self._log("pledge_registered")

    def action_release(self):
        self._check_officer()
        self._transition("released")
        self._log("pledge_released")

    def _check_officer(self):
        self.check_access("write")
        if not self.env.user.has_group("bank_collateral.group_collateral_officer"):
            raise AccessError(
                self.env._(
                    "Pledges are registered and released by collateral officers."
                )
            )

    def _log(self, kind):
        rows = [
            (
                pledge,
                {
                    "collateral_id": pledge.collateral_id.id,
                    "agreement_id": pledge.agreement_id.id,
                    "rank": pledge.rank,
                    "share": str(pledge.share),
                    "value": str(pledge.value_booked),
                },
            )
            for pledge in self.sudo()
        ]
        self.env["bank.decision"]._record(kind, rows)
