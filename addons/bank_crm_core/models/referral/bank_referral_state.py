# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL


class BankReferralState(models.Model):
    """What became of referrals, without whose they are: for who has passed them on, for
    the head of his branch, and for counting. The number is that of the referral.
    """

    _name = "bank.referral.state"
    _description = "Outcome of a Referral"
    _auto = False
    _order = "id desc"
    _rec_name = "category_id"
    _depends = {
        "bank.referral": [
            "category_id",
            "referrer_id",
            "branch_id",
            "queue_id",
            "is_external",
            "is_credited",
            "state",
            "decline_reason",
            "score",
            "date_decided",
        ]
    }

    create_date = fields.Datetime(string="Passed On", readonly=True)
    date_decided = fields.Datetime(string="Decided On", readonly=True)
    category_id = fields.Many2one(
        comodel_name="bank.product.category", string="Interested In", readonly=True
    )
    referrer_id = fields.Many2one(
        comodel_name="res.users", string="Passed On by", readonly=True
    )
    branch_id = fields.Many2one(comodel_name="bank.branch", readonly=True)
    queue_id = fields.Many2one(comodel_name="bank.queue", readonly=True)
    is_external = fields.Boolean(string="Recommended by a Client", readonly=True)
    is_credited = fields.Boolean(string="Credited", readonly=True)
    decline_reason = fields.Selection(
        selection=lambda self: self._selection_of_referral("decline_reason"),
        readonly=True,
    )
    state = fields.Selection(
        selection=lambda self: self._selection_of_referral("state"),
        readonly=True,
    )
    score = fields.Integer(readonly=True, aggregator="avg")
    accepted_count = fields.Integer(string="Accepted", readonly=True)
    credited_count = fields.Integer(string="Credits", readonly=True)
    conversion = fields.Float(
        string="Accepted, %",
        readonly=True,
        aggregator="avg",
        help="Of those that are decided.",
    )
    client_name = fields.Char(string="Who", compute="_compute_client_name")

    @api.model
    def _selection_of_referral(self, name):
        return self.env["bank.referral"]._fields[name]._description_selection(self.env)

    @property
    def _table_query(self):
        return SQL("SELECT %s FROM %s", self._get_select(), self._get_from())

    @api.model
    def _get_select(self):
        """Hook: the columns; ``r`` is the referral."""
        return SQL(
            """
            r.id, r.create_date, r.date_decided, r.category_id, r.referrer_id,
            r.branch_id, r.queue_id, r.is_external, COALESCE(r.is_credited, FALSE)
              AS is_credited, r.decline_reason, r.state, r.score,
            (r.state = 'accepted')::int AS accepted_count,
            (COALESCE(r.is_credited, FALSE) AND NOT COALESCE(r.is_external, FALSE))::int
              AS credited_count,
            CASE WHEN r.state IN ('accepted', 'declined', 'lapsed')
                 THEN (r.state = 'accepted')::int * 100.0 END AS conversion
            """
        )

    @api.model
    def _get_from(self):
        """Hook: where the columns come from."""
        return SQL("bank_referral r")

    @api.depends_context("uid")
    def _compute_client_name(self):
        """His name for whoever may read his card or this referral, nobody else."""
        referrals = self.env["bank.referral"].browse(self.ids)
        names = {row.id: row.client_name for row in referrals}
        for row in self:
            row.client_name = names.get(row.id)

    def action_withdraw(self):
        """Take back what nobody has taken yet."""
        self.check_access("read")
        referrals = self.env["bank.referral"].browse(self.ids)
        referrals._withdraw()
        return True
