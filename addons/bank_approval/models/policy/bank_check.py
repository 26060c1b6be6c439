# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankCheck(models.Model):
    """Letting a document pass this check is a departure from a policy."""

    _inherit = "bank.check"

    policy_severity_id = fields.Many2one(
        comodel_name="bank.policy.severity",
        string="Letting Pass Departs From",
        ondelete="restrict",
        index="btree_not_null",
        help="Whoever lets a document pass proposes an exception of this severity, "
        "which is decided on with the document.",
    )
