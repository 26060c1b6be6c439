# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

GROUP = "bank_loan_portal.group_agent"


class BankAgent(models.Model):
    """An organisation that brings clients to the bank by contract, and its people."""

    _name = "bank.agent"
    _description = "Outside Agent"
    _inherit = ["bank.logged.config.mixin", "mail.thread"]
    _order = "name, id"

    name = fields.Char(string="Organisation", required=True, tracking=True)
    active = fields.Boolean(default=True, tracking=True)
    contract = fields.Char(string="Contract No.", tracking=True)
    date_start = fields.Date(
        string="In Force From",
        required=True,
        default=lambda self: self._default_date_start(),
        tracking=True,
    )
    date_end = fields.Date(
        string="In Force Until",
        tracking=True,
        help="Empty: without a term. Afterwards his people neither enter nor see "
        "anything.",
    )
    branch_id = fields.Many2one(
        comodel_name="bank.branch",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
        help="New clients whom he brings are clients of this branch.",
    )
    manager_id = fields.Many2one(
        comodel_name="res.users",
        string="Curator",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('share', '=', False), ('branch_ids', '!=', False)]",
        tracking=True,
        help="The client manager who works on what the agent brings.",
    )
    form_id = fields.Many2one(
        comodel_name="bank.inquiry.form",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("for_agents", "=", True)],
        tracking=True,
        help="What he is asked for and which consent the client gives.",
    )
    product_ids = fields.Many2many(
        comodel_name="bank.product",
        string="May Sell",
        domain=[("state", "=", "active")],
        help="Those on sale are offered to him. Empty: all products of the form.",
    )
    user_ids = fields.Many2many(
        comodel_name="res.users",
        string="People",
        domain=[("share", "=", True)],
        help="Logins of the portal with the role “Outside Agent”.",
    )
    is_direct = fields.Boolean(
        string="Opens Applications at Once",
        tracking=True,
        help="Where the client is new to the bank: card, deal and application are "
        "opened with the rights of the curator. Whoever may be known is looked at by "
        "an employee first.",
    )

    _check_term = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date_start)",
        "A contract does not end before it begins.",
    )

    def _default_date_start(self):
        return fields.Date.context_today(self)

    @api.constrains("user_ids", "active")
    def _check_users(self):
        for agent in self.filtered("active"):
            if staff := agent.user_ids.filtered(lambda user: not user.share):
                raise ValidationError(
                    self.env._(
                        "%(name)s is an employee of the bank and no outside agent.",
                        name=staff[0].name,
                    )
                )
            domain = Domain("user_ids", "in", agent.user_ids.ids)
            if self.search_count(domain & Domain("id", "!=", agent.id), limit=1):
                raise ValidationError(
                    self.env._("A person acts for one agent only. Take him out there.")
                )

    @api.constrains("manager_id", "branch_id")
    def _check_curator(self):
        for agent in self:
            if agent.branch_id not in agent.manager_id.sudo().client_branch_ids:
                raise ValidationError(
                    self.env._(
                        "%(manager)s does not work with clients of this branch. Choose "
                        "a manager of the branch.",
                        manager=agent.manager_id.name,
                    )
                )

    @api.constrains("form_id")
    def _check_form(self):
        if any(not agent.form_id.for_agents for agent in self):
            raise ValidationError(
                self.env._("Choose a form for agents: this page is anybody's.")
            )

    @api.model
    def _find_own(self):
        """Return the agent for whom the user acts today, as superuser, or nothing.

        The pages show what is his; he has no right on any table of the bank.
        """
        agents_sudo = self.sudo()
        user = self.env.user
        if not user._is_portal() or not user.has_group(GROUP):
            return agents_sudo.browse()
        today = fields.Date.context_today(self)
        return agents_sudo.search(
            [
                ("user_ids", "in", user.ids),
                ("date_start", "<=", today),
                "|",
                ("date_end", "=", False),
                ("date_end", ">=", today),
            ],
            limit=1,
        )

    def _get_products(self):
        """Return what he may sell today."""
        offered = self.form_id._get_products()
        return offered & self.product_ids if self.product_ids else offered

    def _get_own_domain(self):
        """Return the domain of what he has entered."""
        return Domain("agent_id", "=", self.id)

    def action_open_inquiries(self):
        """Open what this agent has brought, as far as the user may read it."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_deals.bank_inquiry_action"
        )
        domain = [("agent_id", "=", self.id)]
        return {**action, "domain": domain, "context": {}}
