# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules of databases that were made before a meeting lent its matters."""

from odoo import SUPERUSER_ID, api

from odoo.addons.bank_base.tools.shipped import rule, update_unedited

WALL = "[('item_id.partner_id.branch_id', 'in', user.client_branch_ids.ids)]"
EARLIER = {
    "bank_committee_item_rule_wall": [
        rule("[('partner_id.branch_id', 'in', user.client_branch_ids.ids)]")
    ],
    "bank_committee_vote_rule_wall": [rule(WALL)],
    "bank_committee_recusal_rule_wall": [rule(WALL)],
}


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    update_unedited(
        env, "bank_approval", "security/bank_committee_security.xml", EARLIER
    )
