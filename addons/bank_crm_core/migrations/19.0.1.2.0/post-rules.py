# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules of databases that were made before departments became queues."""

from odoo import SUPERUSER_ID, api

from odoo.addons.bank_base.tools.shipped import rule, update_unedited

EARLIER = {
    "bank_request_rule_wall": [
        rule(
            "['|', '|', ('requester_id', '=', user.id), "
            "('department_id.user_ids', 'in', [user.id]), "
            "('branch_id', 'in', user.head_branch_ids.ids)]"
        )
    ],
}


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    update_unedited(env, "bank_crm_core", "security/bank_request_security.xml", EARLIER)
