# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from odoo.addons.bank_text.tools import full_text

TODO = "mail.mail_activity_data_todo"
TERM = "referral"


class BankReferral(models.Model):
    """Somebody has said that he wants something; whoever heard it passes it on.

    It goes to the queue of the line of business. Who he is stays hidden from whoever
    may not read his card, until a task opens it for the one who takes the referral; who
    has passed it on follows it in ``bank.referral.state``, which knows no client.
    """

    _name = "bank.referral"
    _description = "Referral"
    _inherit = [
        "bank.queue.mixin",
        "bank.clocked.mixin",
        "bank.text.search.mixin",
        "bank.transition.mixin",
    ]
    _order = "id desc"
    _rec_name = "category_id"
    _state_initial = "new"
    _queue_order = "score desc, date_due, id"
    _text_search_fields = ("note",)

    category_id = fields.Many2one(
        comodel_name="bank.product.category",
        string="Interested In",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    note = fields.Text(string="What He Said", readonly=True)
    # whose interest: a name of a hidden card is not shown by a link to it
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        groups=fields.NO_ACCESS,
    )
    prospect_name = fields.Char(readonly=True, groups=fields.NO_ACCESS)
    prospect_phone = fields.Char(readonly=True, groups=fields.NO_ACCESS)
    client_name = fields.Char(string="Who", compute="_compute_client_name")
    client_phone = fields.Char(string="Phone", compute="_compute_client_name")
    branch_id = fields.Many2one(
        comodel_name="bank.branch",
        compute="_compute_branch_id",
        store=True,
        compute_sudo=True,
        index=True,
        ondelete="restrict",
    )

    # who is credited
    referrer_id = fields.Many2one(
        comodel_name="res.users",
        string="Passed On by",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    referrer_partner_id = fields.Many2one(
        comodel_name="res.partner",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        groups=fields.NO_ACCESS,
    )
    referrer_name = fields.Char(string="Recommended by", compute="_compute_client_name")
    is_external = fields.Boolean(string="Recommended by a Client", readonly=True)
    is_credited = fields.Boolean(string="Credited", readonly=True, copy=False)
    score = fields.Integer(
        readonly=True,
        aggregator="avg",
        help="0 to 100: 60 % the share accepted of what the referrer passed on before, "
        "40 % that of the category, both drawn to the share of the whole bank.",
    )

    # what becomes of it
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Taken by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    date_due = fields.Date(string="Talk to Him by", readonly=True)
    date_decided = fields.Datetime(string="Decided On", readonly=True, copy=False)
    decline_reason = fields.Selection(
        selection=[
            ("not_interested", "Not interested any more"),
            ("not_reached", "Could not be reached"),
            ("not_eligible", "The bank cannot offer it to him"),
            ("has_it", "Has it already"),
            ("wrong", "A mistake"),
        ],
        readonly=True,
        copy=False,
    )
    decline_note = fields.Text(string="Why Not", readonly=True, copy=False)
    state = fields.Selection(
        selection=[
            ("new", "Waiting"),
            ("taken", "In Work"),
            ("accepted", "Accepted"),
            ("declined", "Declined"),
            ("lapsed", "Lapsed"),
            ("withdrawn", "Withdrawn"),
        ],
        default="new",
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    is_mine = fields.Boolean(compute="_compute_is_mine")

    _text_search_idx = models.Index(full_text.index("note"))
    _waiting_idx = models.Index("(queue_id, score, date_due) WHERE state = 'new'")
    _check_who = models.Constraint(
        "CHECK (partner_id IS NOT NULL OR (prospect_name IS NOT NULL "
        "AND prospect_phone IS NOT NULL))",
        "Say who is interested: a client, or a name and a phone.",
    )

    @api.depends("partner_id.branch_id", "referrer_id")
    def _compute_branch_id(self):
        """The wall moves with the client; of nobody's client, it is the referrer's."""
        for row in self:
            own = row.branch_id or row.referrer_id.branch_ids[:1]
            row.branch_id = row.partner_id.branch_id or own

    @api.depends("category_id")
    def _compute_display_name(self):
        for row in self:
            row.display_name = self.env._(
                "%(category)s, No. %(number)s",
                category=row.category_id.display_name or "",
                number=row.id or "",
            )

    @api.depends("partner_id", "prospect_name", "user_id")
    @api.depends_context("uid")
    def _compute_client_name(self):
        """Names for whoever may read the card, or holds the referral of no client."""
        rows_sudo = self.sudo()  # what is not his is not shown below
        cards = rows_sudo.partner_id | rows_sudo.referrer_partner_id
        readable = cards.sudo(False)._filtered_access("read")
        branches = self.env.user.sudo().client_branch_ids
        for row, row_sudo in zip(self, rows_sudo, strict=True):
            client = row_sudo.partner_id & readable
            is_own = row_sudo.user_id == self.env.user or row_sudo.branch_id in branches
            is_shown = is_own and not row_sudo.partner_id
            row.client_name = client.name or (is_shown and row_sudo.prospect_name)
            row.client_phone = client.phone or (is_shown and row_sudo.prospect_phone)
            row.referrer_name = (row_sudo.referrer_partner_id & readable).name

    # ------------------------------------------------------------ states
    @api.model
    def _get_transitions(self):
        return {
            **super()._get_transitions(),
            ("new", "taken"): "_get_no_blocker",
            ("taken", "new"): "_get_no_blocker",
            ("taken", "accepted"): "_get_decide_blocker",
            ("taken", "declined"): "_get_decide_blocker",
            ("new", "lapsed"): "_get_no_blocker",
            ("taken", "lapsed"): "_get_no_blocker",
            ("new", "withdrawn"): "_get_withdraw_blocker",
        }

    def _get_withdraw_blocker(self):
        return {
            row.id: self.env._("Only who has passed it on withdraws it.")
            for row in self.sudo()
            if row.referrer_id != self.env.user
        }

    def _get_queue_text(self):
        return self.note or ""

    def _get_own_queue(self):
        return self.category_id._get_referral_queue()

    # ------------------------------------------------------------ passing on
    @api.model
    def _refer(self, values):
        """Pass interests on; the caller has checked that their clients may be read."""
        user = self.env.user
        rows_sudo = self.sudo().create(
            [
                {
                    **row,
                    "referrer_id": user.id,
                    "is_external": bool(row.get("referrer_partner_id")),
                    "date_queued": fields.Datetime.now(),
                }
                for row in values
            ]
        )
        rows_sudo._rate()
        rows_sudo._direct()
        for row in rows_sudo:
            row.date_due = row.queue_id._get_due_date()
        rows_sudo._start_clock(TERM)
        rows_sudo._give_directed()
        return rows_sudo

    # ------------------------------------------------------------ in the queue
    def _do_take(self, user):
        """A task on the card opens it for whoever talks to the client."""
        todo = self.env.ref(TODO)
        rows_sudo = self.sudo()
        for row in rows_sudo:
            row._transition("taken", user_id=user.id)
        clients = rows_sudo.filtered("partner_id")
        for row in clients:
            # given by who has passed it on: his own access was checked when he did
            tasks_sudo = self.env["mail.activity"].with_user(row.referrer_id).sudo()
            tasks_sudo.create(
                {
                    "activity_type_id": todo.id,
                    "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                    "res_id": row.partner_id.id,
                    "date_deadline": row.date_due,
                    "summary": self.env._(
                        "Interested in: %(category)s",
                        category=row.category_id.display_name,
                    ),
                    "note": row.note,
                    "user_id": user.id,
                    "referral_id": row.id,
                }
            )

    def _do_put_back(self):
        self._transition("new", user_id=False)
        self._drop_tasks()

    def _drop_tasks(self):
        # nobody keeps a task, and with it the client's card, for what is not his
        self.env["mail.activity"].sudo().search(
            [("referral_id", "in", self.ids)]
        ).unlink()

    @api.model
    def _get_queue_action(self):
        return self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_core.bank_referral_action"
        )

    # ------------------------------------------------------------ deciding
    def action_accept(self):
        """It is worth working on: who has passed it on is credited, unless it is him."""
        self._check_decide()
        for row in self.sudo():  # asked above
            row._transition(
                "accepted",
                date_decided=fields.Datetime.now(),
                is_credited=row._is_creditable(),
            )
        self._after_accepted()
        self._drop_tasks()
        self._close()
        return self._open_accepted()

    def _check_decide(self):
        self.check_access("read")
        if reasons := self._get_decide_blocker():
            raise AccessError("\n".join(dict.fromkeys(reasons.values())))

    def _is_creditable(self):
        """Hook: nobody is credited for what he has passed on to himself."""
        self.ensure_one()
        return bool(self.referrer_partner_id) or self.referrer_id != self.user_id

    def _after_accepted(self):
        """Hook: what an accepted referral becomes, with the rights of who accepts."""

    def _open_accepted(self):
        """Hook: what is shown then; the client's card, or nothing."""
        client_sudo = self.sudo().partner_id[:1]
        card = client_sudo.sudo(False)
        return card.get_formview_action() if card and card.has_access("read") else True

    def _withdraw(self):
        """Take back what nobody has taken; asked by the one who passed it on."""
        self.sudo()._transition("withdrawn", date_decided=fields.Datetime.now())
        self._stop_clock()

    def action_open_decline(self):
        self.ensure_one()
        self._check_decide()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Decline"),
            "res_model": "bank.referral.decline",
            "view_mode": "form",
            "target": "new",
            "context": {"default_referral_id": self.id},
        }

    def _decline(self, reason, note):
        self._check_decide()
        if not reason:
            raise UserError(self.env._("Say why it is declined."))
        self.sudo()._transition(
            "declined",
            date_decided=fields.Datetime.now(),
            decline_reason=reason,
            decline_note=note,
        )
        self._drop_tasks()
        self._close()

    def _on_clock_event(self, event):
        """Nobody has talked to him in time: it lapses, and who passed it on is told."""
        super()._on_clock_event(event)
        if event.kind == "late" and self.state in ("new", "taken"):
            self._transition("lapsed", date_decided=fields.Datetime.now())
            self._drop_tasks()
            self._close()

    def _close(self):
        """Stop the term and tell who has passed it on: the outcome, not the client."""
        self._stop_clock()
        for row in self.sudo():
            user = row.referrer_id
            if user == self.env.user or not user.active:
                continue
            env = self.with_context(lang=user.lang).env
            outcomes = dict(self._fields["state"]._description_selection(env))
            body = env._(
                "Your referral of %(date)s (%(category)s): %(outcome)s",
                date=format_date(env, row.create_date),
                category=row.category_id.with_env(env).display_name,
                outcome=outcomes[row.state],
            )
            self.env["mail.activity"]._tell(user, env._("Your referral"), body)
