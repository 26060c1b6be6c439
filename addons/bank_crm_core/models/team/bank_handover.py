# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.fields import Domain


class BankHandover(models.Model):
    _inherit = "bank.handover"

    def _move_clients(self, user, clients):
        """The new manager takes over the roles that the old one has in their teams.

        The old rows end, new ones begin: who had a role when stays readable. A role
        that a head of another branch has lent is nobody's to pass on: it ends.
        """
        super()._move_clients(user, clients)
        members = self.env["bank.team.member"]
        rows = members.search(
            Domain("user_id", "=", self.from_user_id.id)
            & Domain("partner_id", "in", clients.ids)
            & members._get_current_domain()
        )
        kept = rows.filtered(lambda row: not row.is_lent)
        rows._end()
        for (model, role), part in kept.grouped(
            lambda row: (row.res_model, row.role_id)
        ).items():
            documents = self.env[model].browse(part.mapped("res_id")).exists()
            members._add(documents, [(role, user)], origin="handover")
