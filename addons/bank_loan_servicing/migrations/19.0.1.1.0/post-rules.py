# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules of databases that were made before the wall stood before writing, too."""

from odoo import SUPERUSER_ID, api

from odoo.addons.bank_base.tools.shipped import rule, update_unedited

OWN = (
    "['|', ('partner_id.manager_id', '=', user.id), "
    "('branch_id', 'in', user.head_branch_ids.ids)]"
)
EARLIER = {
    "bank_loan_change_rule_own": [rule(OWN, perm_read=False)],
    "bank_loan_review_rule_own": [rule(OWN, perm_read=False)],
}


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    path = "security/bank_loan_servicing_security.xml"
    update_unedited(env, "bank_loan_servicing", path, EARLIER)
