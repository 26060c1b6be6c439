# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankAuthorityMatrix(models.Model):
    """A matrix is proved on all routes in force, as if it were in force itself."""

    _inherit = "bank.authority.matrix"

    def _get_duties_question(self):
        routes = self.env["bank.approval.route"].search([("state", "=", "published")])
        rest = routes._find_limits_in_force().matrix_id - self._get_line()
        return routes, (rest | self).limit_ids
