# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules of databases that were made before a task lent a deal with its offers."""

from odoo import SUPERUSER_ID, api

from odoo.addons.bank_base.tools.shipped import rule, update_unedited

WALL = (
    "['|', ('branch_id', '=', False), ('branch_id', 'in', user.client_branch_ids.ids)]"
)
EARLIER = {
    "security/bank_offer_security.xml": {"bank_offer_rule_wall": [rule(WALL)]},
    "security/bank_deal_sale_security.xml": {
        "bank_deal_facility_rule_wall": [rule(WALL)]
    },
}


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    for path, rules in EARLIER.items():
        update_unedited(env, "bank_deals", path, rules)
