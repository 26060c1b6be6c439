# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain
from odoo.tools import ormcache


class CrmLead(models.Model):
    """How confidential a deal is: beside the wall of the branch and beside the team.

    What hangs on a deal says in its rule that the deal is not withheld from the reader;
    who is no stranger to a deal is said here alone (:meth:`_get_insider_domain`).
    """

    _name = "crm.lead"
    _inherit = "crm.lead"
    _server_fields = ("confidentiality", "confidant_ids")

    # empty: open to the branch, so that open deals cost nothing
    confidentiality = fields.Selection(
        selection=[("team", "Team Only"), ("named", "Named Persons Only")],
        readonly=True,
        copy=False,
        tracking=True,
        help="Empty: open to whoever works with the clients of the branch. Team only: "
        "its manager, its team and the heads of the branch. Named persons only: its "
        "manager and whom he has named. The holder of an open task reads it, and the "
        "auditor.",
    )
    confidant_ids = fields.Many2many(
        comodel_name="res.users",
        relation="crm_lead_confidant_rel",
        column1="deal_id",
        column2="user_id",
        string="Open To",
        readonly=True,
        copy=False,
    )
    is_withheld = fields.Boolean(
        string="Confidential to Others",
        compute="_compute_is_withheld",
        compute_sudo=True,
        search="_search_is_withheld",
    )

    _confidential_idx = models.Index("(branch_id) WHERE confidentiality IS NOT NULL")

    @api.depends("confidentiality", "confidant_ids", "user_id", "branch_id")
    @api.depends_context("uid", "bank_own_access")
    def _compute_is_withheld(self):
        # looked at in order to withhold it
        closed_sudo = self.sudo().filtered("confidentiality")
        hidden = set()
        if closed_sudo:
            domain = Domain("id", "in", closed_sudo._origin.ids)
            domain &= self._get_withheld_domain()
            found = closed_sudo.with_context(active_test=False).search(domain)
            hidden = set(found.ids)
        for deal in self:
            deal.is_withheld = deal._origin.id in hidden

    def _search_is_withheld(self, operator, value):
        if operator != "in":
            return NotImplemented
        hidden = self._get_withheld_domain()
        return Domain.OR(hidden if wanted else ~hidden for wanted in value)

    @api.model
    def _get_withheld_domain(self):
        """Return the deals that are kept from the user, whatever the wall says."""
        return Domain("confidentiality", "!=", False) & ~self._get_insider_domain()

    @api.model
    def _get_insider_domain(self):
        """Hook: the deals to which the user is no stranger, were they confidential."""
        user = self.env.user
        if user.id == SUPERUSER_ID or user.has_group("bank_base.group_bank_whole"):
            return Domain.TRUE
        member = Domain("user_id", "=", user.id) & Domain("is_current", "=", True)
        headed = Domain("branch_id", "in", self._get_headed_branch_ids())
        return (
            Domain("user_id", "=", user.id)
            | Domain("is_my_task", "=", True)
            | Domain("confidentiality", "=", "team")
            & (headed | Domain("team_member_ids", "any", member))
            | Domain("confidentiality", "=", "named")
            & Domain("confidant_ids", "in", user.ids)
        )

    @api.model
    @ormcache("self.env.uid")
    def _get_headed_branch_ids(self):
        """Return what a rule would have cached: which branches the user heads."""
        return tuple(self.env.user.sudo().head_branch_ids.ids)

    @api.model
    def _get_withheld_query(self):
        """Return the query of the ids of the deals that are kept from the user."""
        deals_sudo = self.sudo().with_context(active_test=False)
        return deals_sudo._search(self._get_withheld_domain())

    @api.depends("confidentiality")
    @api.depends_context("uid", "bank_own_access")
    def _compute_display_name(self):
        """A link shows the name of what its reader may not open: not of these."""
        super()._compute_display_name()
        for deal in self.filtered("is_withheld"):
            deal.display_name = self.env._("Confidential Deal")
