# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from odoo.addons.bank_text.tools import full_text

from .bank_inquiry_option import REASONS
from .crm_lead import ORIGIN


class BankInquiry(models.Model):
    """Somebody asks for a product: on the bank's site, by phone, in the office.

    It waits in a queue until somebody takes it, who asks the questions of the product
    and makes a deal of it, joins it to an open one, or declines it with the reason.
    """

    _name = "bank.inquiry"
    _description = "Inquiry"
    _inherit = [
        "bank.queue.mixin",
        "bank.text.search.mixin",
        "bank.transition.mixin",
    ]
    _order = "id desc"
    _rec_name = "contact_name"
    _state_initial = "new"
    _text_search_fields = ("note",)
    _access_logged = True
    _access_log_client = "partner_id"

    # Who asks, in his own words
    contact_name = fields.Char(string="Full Name", required=True)
    phone = fields.Char()
    phone_key = fields.Char(
        compute="_compute_phone_key", store=True, index="btree_not_null"
    )
    email = fields.Char(string="E-mail")
    city = fields.Char()
    product_id = fields.Many2one(
        comodel_name="bank.product",
        string="Interested In",
        index="btree_not_null",
        ondelete="restrict",
        domain=[("state", "=", "active")],
    )
    note = fields.Text(string="What He Said")

    # Where from
    channel_id = fields.Many2one(
        comodel_name="bank.channel",
        string="Came over",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("code", "in", ["phone", "branch", "email", "chat"])],
    )
    form_id = fields.Many2one(
        comodel_name="bank.inquiry.form",
        string="Page",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    source_id = fields.Many2one(
        comodel_name="utm.source",
        string="Learned of Us from",
        ondelete="restrict",
        index="btree_not_null",
    )
    medium_id = fields.Many2one(comodel_name="utm.medium", ondelete="restrict")
    campaign_id = fields.Many2one(comodel_name="utm.campaign", ondelete="restrict")
    branch_id = fields.Many2one(
        comodel_name="bank.branch",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_branch_id(),
    )

    # The proof of consent
    consent_text = fields.Text(string="Agreed to", readonly=True, copy=False)
    marketing_text = fields.Text(
        string="Agreed to Advertising", readonly=True, copy=False
    )
    consent_date = fields.Datetime(string="Agreed On", readonly=True, copy=False)
    ip_address = fields.Char(string="From the Address", readonly=True, copy=False)

    # whose: a link to a card would show the name of a client behind another wall
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups=fields.NO_ACCESS,
    )
    deal_id = fields.Many2one(
        comodel_name="crm.lead",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups=fields.NO_ACCESS,
    )
    client_name = fields.Char(string="Client", compute="_compute_client_name")
    has_deal = fields.Boolean(compute="_compute_client_name")

    # What becomes of it
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Taken by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    date_due = fields.Date(string="Answer by", readonly=True)
    date_decided = fields.Datetime(string="Decided On", readonly=True, copy=False)
    is_joined = fields.Boolean(string="Joined an Open Deal", readonly=True, copy=False)
    decline_reason = fields.Selection(selection=REASONS, readonly=True, copy=False)
    decline_note = fields.Text(string="Why Not", readonly=True, copy=False)
    reply_ids = fields.One2many(
        comodel_name="bank.inquiry.reply",
        inverse_name="inquiry_id",
        string="Replies",
        readonly=True,
    )
    state = fields.Selection(
        selection=[
            ("new", "Waiting"),
            ("taken", "In Work"),
            ("qualified", "Became a Deal"),
            ("declined", "Declined"),
        ],
        default="new",
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    is_mine = fields.Boolean(compute="_compute_is_mine")
    is_origin_known = fields.Boolean(
        string="Where From Is Known",
        compute="_compute_is_origin_known",
        compute_sudo=True,
    )

    _text_search_idx = models.Index(full_text.index("note"))
    _waiting_idx = models.Index("(queue_id, date_due) WHERE state = 'new'")
    _check_reachable = models.Constraint(
        "CHECK (phone IS NOT NULL OR email IS NOT NULL)",
        "Write a phone or an e-mail: otherwise nobody can answer.",
    )

    def _default_branch_id(self):
        return self.env.user.sudo().branch_ids[:1]

    @api.depends("phone")
    def _compute_phone_key(self):
        """The number as it is compared, whoever has typed it how."""
        for row in self:
            row.phone_key = row._get_keys().get("phone", {False}).copy().pop()

    @api.depends("product_id")
    def _compute_display_name(self):
        for row in self:
            row.display_name = self.env._(
                "%(product)s, No. %(number)s",
                product=row.product_id.display_name or self.env._("Inquiry"),
                number=row.id or "",
            )

    @api.depends("partner_id", "deal_id")
    @api.depends_context("uid")
    def _compute_client_name(self):
        """The client's name, for whoever may read his card."""
        rows_sudo = self.sudo()  # what is not his is not shown below
        readable = rows_sudo.partner_id.sudo(False)._filtered_access("read")
        deals = rows_sudo.deal_id.sudo(False)._filtered_access("read")
        for row, row_sudo in zip(self, rows_sudo, strict=True):
            row.client_name = (row_sudo.partner_id & readable).name
            row.has_deal = bool(row_sudo.deal_id & deals)

    # ------------------------------------------------------------ states
    @api.model
    def _get_transitions(self):
        return {
            **super()._get_transitions(),
            ("new", "taken"): "_get_no_blocker",
            ("taken", "new"): "_get_no_blocker",
            ("taken", "qualified"): "_get_decide_blocker",
            ("taken", "declined"): "_get_decide_blocker",
        }

    @api.depends("form_id", *ORIGIN)
    def _compute_is_origin_known(self):
        """A page, a mailbox, the link of a campaign say themselves what they are.

        As it is kept: what is being typed was not brought. Where nothing was brought,
        whoever has taken it asks.
        """
        for row in self:
            kept = row._origin
            row.is_origin_known = kept._came_by_itself() and any(
                kept[name] for name in ORIGIN
            )

    def _came_by_itself(self):
        """Hook: tell whether no employee has taken it down."""
        return bool(self.form_id)

    # ------------------------------------------------------------ in the queue
    def _get_queue_text(self):
        return self.note or ""

    def _get_own_queue(self):
        """The line of business that sells it, if it serves this branch."""
        queue = self.product_id.category_id._get_referral_queue()
        return queue if self._is_served(queue) else queue.browse()

    def _get_hand_over_blocker(self):
        """A head of the branch hands over what nobody has taken, too."""
        reasons = super()._get_hand_over_blocker()
        heads = self.env.user.sudo().head_branch_ids
        for row in self.sudo():
            if row.branch_id in heads and row.state in ("new", "taken"):
                reasons.pop(row.id, None)
        return reasons

    def _do_take(self, user):
        for row in self.sudo():
            row._transition("taken", user_id=user.id)
            if user != self.env.user:
                row._tell_given(user)

    def _do_put_back(self):
        self._transition("new", user_id=False)

    def _tell_given(self, user):
        """Tell who has got it, without a name: he opens it to see whose it is."""
        env = self.with_context(lang=user.lang).env
        body = env._(
            "%(inquiry)s: answer by %(date)s",
            inquiry=self.with_env(env).display_name,
            date=self.date_due and fields.Date.to_string(self.date_due),
        )
        self.env["mail.activity"]._tell(user, env._("An inquiry is yours"), body)

    @api.model
    def _get_queue_action(self):
        return self.env["ir.actions.act_window"]._for_xml_id(
            "bank_deals.bank_inquiry_action"
        )

    # ------------------------------------------------------------ on the screen
    def action_open_deal(self):
        """Open the deal that it has become."""
        self.ensure_one()
        self.check_access("read")
        deal = self.sudo().deal_id.sudo(False)
        return deal._open_deal_form()
