# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

# a loan that is not repaid binds both sides still
IN_FORCE = ("active", "defaulted")


class BankAgreement(models.Model):
    """What the client and the bank have agreed on. The core banking system keeps it.

    People read agreements; they are written by the feed and by a deal that is won.
    """

    _name = "bank.agreement"
    _description = "Agreement"
    _inherit = [
        "bank.task.access.mixin",
        "bank.transition.mixin",
        "bank.feed.mixin",
        "mail.thread",
    ]
    _order = "date_start desc, id desc"
    _rec_name = "number"
    _rec_names_search = ["number"]
    _access_logged = True
    _access_log_client = "partner_id"

    number = fields.Char(string="Agreement No.", required=True, copy=False)
    product_id = fields.Many2one(
        comodel_name="bank.product", required=True, index=True, ondelete="restrict"
    )
    trade = fields.Selection(string="Kind", related="product_id.trade", store=True)
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        ondelete="restrict",
        domain=[("client_kind", "!=", False)],
    )
    branch_id = fields.Many2one(
        related="partner_id.branch_id", store=True, related_sudo=True
    )
    manager_id = fields.Many2one(related="partner_id.manager_id")
    party_ids = fields.One2many(
        comodel_name="bank.agreement.party",
        inverse_name="agreement_id",
        string="Parties",
    )
    account_id = fields.Many2one(
        comodel_name="bank.account",
        string="Serving Account",
        index="btree_not_null",
        ondelete="restrict",
        help="From which a loan is repaid, to which a card belongs.",
    )
    date_start = fields.Date(string="Signed On")
    date_end = fields.Date(string="Ends On", index="btree_not_null")
    date_closed = fields.Date(string="Closed On")
    currency_id = fields.Many2one(comodel_name="res.currency", required=True)
    amount = fields.Monetary()
    rate = fields.Float(string="Annual Rate, %", digits=(7, 4), aggregator="avg")
    term_months = fields.Integer(string="Term, Months")
    balance = fields.Monetary(
        help="Of a loan what the client owes, above zero. Of a deposit, an account or a "
        "card what lies there; below zero the client owes it."
    )
    arrears = fields.Monetary(help="Overdue on the day of the last feed.")
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("active", "In Force"),
            ("defaulted", "Defaulted"),
            ("closed", "Closed"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    source = fields.Selection(
        selection=[("feed", "Core Banking"), ("deal", "Won Deal")],
        default="feed",
        required=True,
        readonly=True,
    )
    source_key = fields.Char(
        string="Key in the Source System", readonly=True, copy=False
    )
    known_terms = fields.Char(
        readonly=True,
        copy=False,
        help="Digest of the terms of the last night, to notice that they change.",
    )
    attribute_values = fields.Properties(
        string="Attributes", definition="product_id.attribute_definition"
    )
    payment_ids = fields.One2many(
        comodel_name="bank.agreement.payment",
        inverse_name="agreement_id",
        string="Payments",
    )
    payment_count = fields.Integer(compute="_compute_payment_figures")
    date_next_payment = fields.Date(
        string="Next Payment On", compute="_compute_payment_figures"
    )
    amount_next_payment = fields.Monetary(
        string="Next Payment", compute="_compute_payment_figures"
    )

    _source_key_uniq = models.UniqueIndex(
        "(source_key) WHERE source_key IS NOT NULL",
        "An agreement with this key of the source system is already there.",
    )
    _number_idx = models.Index("(number varchar_pattern_ops)")
    _partner_idx = models.Index("(partner_id, state, date_start DESC)")
    # the list in its order behind the wall: of one branch, of the whole bank
    _branch_idx = models.Index("(branch_id, date_start DESC, id DESC)")
    _date_idx = models.Index("(date_start DESC, id DESC)")
    _arrears_idx = models.Index("(partner_id) WHERE arrears > 0")

    @api.depends("number", "product_id.name")
    def _compute_display_name(self):
        for agreement in self:
            agreement.display_name = self.env._(
                "%(product)s No. %(number)s",
                product=agreement.product_id.name or "",
                number=agreement.number or "",
            )

    def _compute_payment_figures(self):
        """The first payment of the schedule that is not paid yet, in one query."""
        model = self.env["bank.agreement.payment"]
        counts = dict(
            model._read_group(
                [("agreement_id", "in", self.ids)], ["agreement_id"], ["__count"]
            )
        )
        due = model._read_next(self)
        for agreement in self:
            date, amount = due.get(agreement.id, (False, 0.0))
            agreement.payment_count = counts.get(agreement, 0)
            agreement.date_next_payment = date
            agreement.amount_next_payment = amount

    @api.model
    def _get_transitions(self):
        return {
            **super()._get_transitions(),
            ("draft", "active"): "_get_activate_blocker",
            ("active", "defaulted"): "_get_no_blocker",
            ("defaulted", "active"): "_get_no_blocker",
            ("active", "closed"): "_get_no_blocker",
            ("defaulted", "closed"): "_get_no_blocker",
        }

    def _get_activate_blocker(self):
        """Hook: return ``{id: reason}`` for agreements that cannot come into force."""
        reasons = {}
        for agreement in self:
            missing = agreement.product_id._get_missing_attributes(
                agreement.attribute_values
            )
            if missing:
                reasons[agreement.id] = self.env._(
                    "Not filled in: %(fields)s", fields=", ".join(missing)
                )
        return reasons

    @api.model
    def _open_from_deal(self, values):
        """Make one agreement; see :meth:`_open_from_deals`."""
        return self._open_from_deals([values])

    @api.model
    def _open_from_deals(self, vals_list):
        """Make agreements of deals that are won, put them into force and return them.

        The caller has checked that the deals may be won; nobody else writes
        agreements, whatever his rights.
        """
        agreements_sudo = self.sudo().create(
            [{**values, "source": "deal"} for values in vals_list]
        )
        agreements_sudo._activate()
        return agreements_sudo.sudo(False)

    def _activate(self):
        """Put drafts into force; the client's owner role comes with it."""
        self._transition("active")
        self.env["bank.agreement.party"].create(
            [
                {
                    "agreement_id": agreement.id,
                    "partner_id": agreement.partner_id.id,
                    "role": "owner",
                }
                for agreement in self
                if agreement.partner_id not in agreement.party_ids.partner_id
            ]
        )

    def _check_written_by_machine(self):
        """Over and above the access list: a bank's own rights file may be wrong."""
        if not self.env.su:
            raise AccessError(
                self.env._(
                    "Agreements come from the core banking system or from a won deal."
                )
            )

    @api.constrains("partner_id")
    def _check_partner_is_client(self):
        """Without a client there is no wall before the agreement."""
        for agreement in self:
            if not agreement.partner_id.client_kind:
                raise ValidationError(
                    self.env._(
                        "“%(name)s” is not a client yet. Make a client of the card, "
                        "then open the agreement.",
                        name=agreement.partner_id.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_written_by_machine()
        return super().create(vals_list)

    def write(self, vals):
        self._check_written_by_machine()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        if any(agreement.state != "draft" for agreement in self):
            raise UserError(self.env._("Only a draft of an agreement can be deleted."))

    def _get_feed_columns(self):
        return {
            "number": "required text",
            "product_id": "required product",
            "partner_id": "required client",
            "account_id": "account",
            "date_start": "date",
            "date_end": "date",
            "date_closed": "date",
            "currency_id": "required currency",
            "amount": "number",
            "rate": "number",
            "term_months": "integer",
            "balance": "number",
            "arrears": "number",
            "state": "required choice",
            "attribute_values": "json",
        }

    def _get_feed_sql(self):
        return {
            "trade": "(SELECT trade FROM bank_product WHERE id = s.product_id)",
            "branch_id": "(SELECT branch_id FROM res_partner WHERE id = s.partner_id)",
            "source": "'feed'",
        }
