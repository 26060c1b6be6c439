# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from ...tools import authority
from ...tools.least import count_least


class BankApprovalStep(models.Model):
    """A step that is decided within a limit: beyond it the matter goes up the route."""

    _inherit = "bank.approval.step"

    who = fields.Selection(
        selection_add=[("authority", "Whoever's limit covers it")],
        ondelete={"authority": "cascade"},
    )
    by_limit = fields.Boolean(
        string="Decides within His Limit",
        compute="_compute_by_limit",
        store=True,
        readonly=False,
        help="Who decides here decides for good where his limit covers the matter, and "
        "later steps of this kind are not asked; otherwise it goes on to them.",
    )

    @api.depends("who", "kind")
    def _compute_by_limit(self):
        for step in self:
            if step.kind == "opinion":
                step.by_limit = False
            elif step.who == "authority":
                step.by_limit = True

    def _find_people_authority(self, documents):
        """The nearest whose limit covers it, of those who reach the branch."""
        initiators = documents._get_approval_initiators()
        matters = documents._get_authority_matters()
        found = {}
        for company, own in documents.grouped(
            lambda row: row._get_approval_company()
        ).items():
            limits = self.env["bank.authority.matrix"]._find_limits(company)
            people, plain = limits._find_people(), limits._get_plain()
            reached = self._filter_reaching(people, own)
            for document in own:
                users = reached[document.id] - initiators[document.id]
                holders = {user.id: limits._get_holders(user) for user in users}
                nearest = authority.find_nearest(plain, holders, matters[document.id])
                found[document.id] = people.browse(nearest)
        return found

    def _find_fixed_people(self, turn):
        if self.who == "authority":
            # whose limit covers it is asked anew: the amount may have changed
            return self.env["res.users"]
        return super()._find_fixed_people(turn)

    def _get_deciders(self, limits):
        if self.who == "authority":
            return limits.user_id.ids, limits.group_id.ids, 1
        if self.who == "committee":
            seats = self.committee_id.member_ids.user_id
            return seats.ids, [], self._count_needed_seats(len(seats))
        return super()._get_deciders(limits)

    def _count_needed_seats(self, number):
        """Return the fewest votes by which a committee can pass a matter.

        Where none are enough more are needed than it has seats.
        """
        committee = self.committee_id
        chairman = committee._get_seats_of_chairmen()[:1]
        presiding = chairman[0] if chairman else committee.member_ids.browse()
        members = committee._get_members(presiding)
        return count_least(committee._get_rule(), members) or number + 1

    # Whether it covers

    def _find_verdicts(self, people, matter, limits):
        """Return ``{who decides: verdict}`` of a step: its people, or its committee."""
        plain = limits._get_plain()
        if self.who == "committee":
            holder = {("committee", self.committee_id.id)}
            return {self.committee_id: authority.judge(plain, holder, matter)}
        return {
            user: authority.judge(plain, limits._get_holders(user.sudo()), matter)
            for user in people
        }
