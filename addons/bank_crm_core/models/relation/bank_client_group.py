# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_amount

from ..agreement.bank_agreement import IN_FORCE

OWNING = {"owner", "co_owner"}
SHOWN = 40


class BankClientGroup(models.Model):
    """A household or a holding, looked at as one client.

    What adds up (balances, debts) is summed over the members that are counted, each
    agreement once however many of them are its parties. What does not (address,
    manager) is that of the head. A reader's figures are of what he may read: members
    behind another wall are named and not counted.
    """

    _name = "bank.client.group"
    _description = "Client Group"
    _order = "name, id"

    name = fields.Char(required=True)
    kind = fields.Selection(
        selection=[
            ("household", "Household"),
            ("holding", "Holding"),
            ("other", "Other"),
        ],
        required=True,
        default="household",
    )
    active = fields.Boolean(default=True)
    comment = fields.Text()
    member_ids = fields.One2many(
        comodel_name="bank.client.group.member",
        inverse_name="group_id",
        string="Members",
    )
    head_id = fields.Many2one(
        comodel_name="res.partner",
        compute="_compute_head",
        store=True,
        compute_sudo=True,
        index="btree_not_null",
    )
    branch_id = fields.Many2one(
        comodel_name="bank.branch", compute="_compute_head", store=True, index=True
    )
    manager_id = fields.Many2one(
        comodel_name="res.users",
        compute="_compute_head",
        store=True,
        index="btree_not_null",
    )
    head_city = fields.Char(
        string="City", compute="_compute_head_facts", help="Of the head."
    )
    head_phone = fields.Char(string="Phone", compute="_compute_head_facts")

    currency_id = fields.Many2one(
        comodel_name="res.currency", compute="_compute_figures"
    )
    debt = fields.Monetary(
        string="Owes", compute="_compute_figures", help="Loans of owners and co-owners."
    )
    savings = fields.Monetary(string="Keeps with Us", compute="_compute_figures")
    arrears = fields.Monetary(string="In Arrears", compute="_compute_figures")
    guaranteed = fields.Monetary(
        string="Guaranteed for Others",
        compute="_compute_figures",
        help="Loans of people outside the group for which its members vouch.",
    )
    agreement_count = fields.Integer(
        string="Agreements", compute="_compute_figures", help="Each counted once."
    )
    hidden_count = fields.Integer(
        string="Members of Other Branches",
        compute="_compute_figures",
        help="Not counted in the figures.",
    )
    role_summary = fields.Char(
        string="By Role",
        compute="_compute_figures",
        help="The same agreement may stand under several roles; in the totals it is "
        "counted once.",
    )
    agreement_ids = fields.Many2many(
        comodel_name="bank.agreement", compute="_compute_figures", string="In Force"
    )

    @api.depends(
        "member_ids.is_primary_member",
        "member_ids.date_from",
        "member_ids.date_to",
        "member_ids.partner_id.branch_id",
        "member_ids.partner_id.manager_id",
    )
    def _compute_head(self):
        today = fields.Date.context_today(self)
        for group in self:
            heads = group.member_ids.filtered(
                lambda row: (
                    row.is_primary_member and (not row.date_to or row.date_to >= today)
                )
            )
            head = heads[:1].partner_id
            group.head_id = head
            group.branch_id = head.branch_id
            group.manager_id = head.manager_id

    @api.depends("head_id")
    @api.depends_context("uid")
    def _compute_head_facts(self):
        """Only to whoever may read the head."""
        seen = self.head_id._filtered_access("read")
        for group in self:
            head = group.head_id & seen
            group.head_city = head.city
            group.head_phone = head.phone

    @api.depends("member_ids.roll_up", "member_ids.partner_id", "member_ids.date_to")
    @api.depends_context("uid")
    def _compute_figures(self):
        for group in self:
            group._fill_figures()

    def _fill_figures(self):
        members = self._get_members()
        seen = members.partner_id._filtered_access("read")
        counted = members.filtered("roll_up").partner_id & seen
        by_role = (counted and counted._read_group_agreements()) or {}
        owned = self.env["bank.agreement"].union(
            *(rows for role, rows in by_role.items() if role in OWNING)
        )
        vouched = by_role.get("guarantor", owned.browse()) - owned
        today = fields.Date.context_today(self)
        home = self.env.company.currency_id

        def total(agreements, name, *trades):
            return sum(
                row.currency_id._convert(row[name], home, self.env.company, today)
                for row in agreements
                if not trades or row.trade in trades
            )

        self.currency_id = home
        self.debt = total(owned, "balance", "credit")
        self.arrears = total(owned, "arrears")
        self.guaranteed = total(vouched, "balance", "credit")
        self.savings = total(owned, "balance", "deposit") + self._sum_accounts(counted)
        self.agreement_count = len(owned)
        self.agreement_ids = owned.sorted(lambda row: (-row.arrears, row.id))[:SHOWN]
        self.hidden_count = len(members.partner_id - seen)
        self.role_summary = self._tell_roles(by_role, total)

    def _tell_roles(self, by_role, total):
        """Return in words what the members have by the part they take in it."""
        roles = self.env["bank.agreement.party"]._fields["role"]
        return "; ".join(
            self.env._(
                "%(role)s: %(count)s, %(amount)s",
                role=label,
                count=len(by_role[role]),
                amount=format_amount(
                    self.env, total(by_role[role], "balance"), self.currency_id
                ),
            )
            for role, label in roles._description_selection(self.env)
            if role in by_role
        )

    def _get_members(self):
        """Return who is a member today."""
        return self.env["bank.client.group.member"].search(
            Domain("group_id", "=", self._origin.id)
            & self.env["bank.client.group.member"]._get_current_domain()
        )

    def _sum_accounts(self, clients):
        rows = self.env["bank.account"]._read_group(
            [("partner_id", "in", clients.ids), ("state", "!=", "closed")],
            ["currency_id"],
            ["balance:sum"],
        )
        today = fields.Date.context_today(self)
        company = self.env.company
        return sum(
            currency._convert(balance, company.currency_id, company, today)
            for currency, balance in rows
        )

    # ------------------------------------------------------------ actions
    def action_open_agreements(self):
        """List all agreements in force in which counted members have a part."""
        self.ensure_one()
        members = self._get_members().filtered("roll_up").partner_id.ids
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_core.bank_agreement_action"
        )
        part = Domain("partner_id", "in", members) | Domain(
            "party_ids", "any", [("partner_id", "in", members)]
        )
        return {
            **action,
            "domain": list(Domain("state", "in", IN_FORCE) & part),
            "context": {"create": False},
        }
