# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules of databases that were made before an open task gave access."""

from odoo import SUPERUSER_ID, api

from odoo.addons.bank_base.tools.shipped import rule, update_unedited

EARLIER = {
    "crm_lead_rule_wall": [
        rule(
            "['|', ('branch_id', '=', False), "
            "('branch_id', 'in', user.client_branch_ids.ids)]"
        )
    ],
}


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    update_unedited(env, "bank_deals", "security/bank_deals_security.xml", EARLIER)
