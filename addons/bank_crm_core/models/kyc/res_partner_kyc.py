# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import format_date

from .bank_kyc_cadence import RATINGS

DUE_DAYS = 30
BATCH = 200
# written by a review and by the confirmation of the data, by nobody's hand
REVIEWED = {
    "risk_rating": "rating",
    "kyc_outcome": "outcome",
    "kyc_date_review": "date",
    "kyc_date_next": "date_next",
    "is_pep": "is_pep",
    "is_owner_known": "is_owner_known",
}
CONFIRMED = {"date_confirmed", "confirmed_by_id"}


class ResPartner(models.Model):
    """What the bank knows of the client's risk, and how fresh all of it is."""

    _inherit = "res.partner"

    kyc_review_ids = fields.One2many(
        comodel_name="bank.kyc.review", inverse_name="partner_id", string="Reviews"
    )
    risk_rating = fields.Selection(
        selection=RATINGS,
        string="Risk",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    kyc_outcome = fields.Selection(
        selection=lambda self: self._selection_kyc_outcome(),
        string="Outcome of the Review",
        readonly=True,
        copy=False,
    )
    kyc_date_review = fields.Date(string="Reviewed On", readonly=True, copy=False)
    kyc_date_next = fields.Date(
        string="Next Review On", readonly=True, copy=False, index="btree_not_null"
    )
    is_pep = fields.Boolean(string="Public Official", readonly=True, copy=False)
    is_owner_known = fields.Boolean(
        string="Beneficial Owner Known", readonly=True, copy=False
    )
    kyc_state = fields.Selection(
        selection=[
            ("none", "Never Reviewed"),
            ("valid", "Reviewed"),
            ("due", "Review Due"),
            ("overdue", "Review Overdue"),
        ],
        string="Know Your Client",
        compute="_compute_kyc_state",
        search="_search_kyc_state",
    )
    card_kyc_warning = fields.Char(
        string="Review of the Client", compute="_compute_kyc_state"
    )
    date_confirmed = fields.Datetime(
        string="Data Confirmed On", readonly=True, copy=False
    )
    confirmed_by_id = fields.Many2one(
        comodel_name="res.users",
        string="Data Confirmed By",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )

    @api.model
    def _selection_kyc_outcome(self):
        field = self.env["bank.kyc.review"]._fields["outcome"]
        return field._description_selection(self.env)

    @api.depends("kyc_date_next", "client_kind")
    def _compute_kyc_state(self):
        today = fields.Date.context_today(self)
        for partner in self:
            day = partner.kyc_date_next
            if not day:
                partner.kyc_state = "none"
            elif day < today:
                partner.kyc_state = "overdue"
            else:
                is_due = (day - today).days <= DUE_DAYS
                partner.kyc_state = "due" if is_due else "valid"
            partner.card_kyc_warning = (
                partner.client_kind
                and partner.kyc_state != "valid"
                and partner._get_kyc_text()
            )

    def _get_kyc_text(self):
        """Return in a few words how the review of the client stands."""
        day = format_date(self.env, self.kyc_date_next)
        return {
            "none": self.env._("never reviewed"),
            "valid": self.env._("reviewed, the next by %(date)s", date=day),
            "due": self.env._("review due by %(date)s", date=day),
            "overdue": self.env._("review was due by %(date)s", date=day),
        }[self.kyc_state]

    def _search_kyc_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        soon = fields.Date.add(today, days=DUE_DAYS)
        day = "kyc_date_next"
        domains = {
            "none": Domain(day, "=", False),
            "overdue": Domain(day, "<", today),
            "due": Domain(day, ">=", today) & Domain(day, "<=", soon),
            "valid": Domain(day, ">", soon),
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    # Guard

    def _check_kyc_fields(self, vals):
        if not self.env.su and (REVIEWED.keys() | CONFIRMED) & vals.keys():
            raise AccessError(
                self.env._(
                    "Risk and freshness of a client follow from a review and from the "
                    "confirmation of his data, not from what is typed."
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_kyc_fields(vals)
        # set, so that no default of the caller fills them
        unset = {} if self.env.su else dict.fromkeys([*REVIEWED, *CONFIRMED], False)
        return super().create([{**vals, **unset} for vals in vals_list])

    def write(self, vals):
        self._check_kyc_fields(vals)
        return super().write(vals)

    @api.model
    def _get_merged_fields(self):
        """No steward chooses a rating: it follows from the reviews that are moved."""
        own = {*REVIEWED, *CONFIRMED}
        return [name for name in super()._get_merged_fields() if name not in own]

    def _follow_reviews(self):
        """Take over the verdict of the last concluded review."""
        reviews_sudo = self.env["bank.kyc.review"].sudo()
        found = reviews_sudo.search(
            [("partner_id", "in", self.ids), ("state", "=", "done")]
        ).grouped("partner_id")
        # written by the server from what reviewers have concluded
        for partner in self.sudo():
            last = found.get(partner, reviews_sudo)[:1]
            partner.write({name: last[source] for name, source in REVIEWED.items()})

    # What is due

    @api.model
    def _cron_remind_reviews(self):
        """Give the managers a task for each client whose review is due, once."""
        kind = self.env.ref("bank_crm_core.mail_activity_type_kyc")
        soon = fields.Date.add(fields.Date.context_today(self), days=DUE_DAYS)
        domain = (
            Domain("client_kind", "!=", False)
            & Domain("kyc_date_next", "<=", soon)
            & Domain("manager_id", "!=", False)
            & self._get_unplanned_domain(kind)
        )
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=self.search_count(domain))
        last_id = 0
        while clients := self.search(
            domain & Domain("id", ">", last_id), order="id", limit=BATCH
        ):
            last_id = clients[-1].id
            clients._plan_reviews(kind)
            if not progress(len(clients)):
                break

    def _get_unplanned_domain(self, kind):
        """Return the domain of who has no open task of this kind."""
        self.env["mail.activity"].flush_model()

        def to_sql(_model, alias, _query):
            return SQL(
                "NOT EXISTS (SELECT 1 FROM mail_activity a WHERE a.res_id = %s AND "
                "a.res_model = 'res.partner' AND a.activity_type_id = %s AND a.active)",
                SQL.identifier(alias, "id"),
                kind.id,
            )

        return Domain.custom(to_sql=to_sql)

    def _plan_reviews(self, kind):
        self.env["mail.activity"].create(
            [
                {
                    "res_model_id": self.env["ir.model"]._get_id(self._name),
                    "res_id": client.id,
                    "activity_type_id": kind.id,
                    "user_id": client.manager_id.id,
                    "date_deadline": client.kyc_date_next,
                    "automated": True,
                }
                for client in self
            ]
        )

    # Buttons

    def action_start_review(self):
        return self._add_own("bank.kyc.review", self.env._("Review of a Client"))

    def action_confirm_data(self):
        """The client, or his papers, have confirmed what the card says."""
        self.check_access("write")
        # checked above; the fields are closed to hands
        self.sudo().write(
            {"date_confirmed": fields.Datetime.now(), "confirmed_by_id": self.env.uid}
        )
