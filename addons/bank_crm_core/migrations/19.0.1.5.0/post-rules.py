# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules of databases that were made before a task lent an agreement with its rows."""

from odoo import SUPERUSER_ID, api

from odoo.addons.bank_base.tools.shipped import rule, update_unedited

WALL = "('agreement_id.branch_id', 'in', user.client_branch_ids.ids)"
EARLIER = {
    "bank_agreement_party_rule_wall": [rule(f"[{WALL}]")],
    "bank_agreement_payment_rule_wall": [rule(f"[{WALL}]")],
    "bank_agreement_event_rule_wall": [
        rule(f"['|', {WALL}, ('agreement_id.is_my_task', '=', True)]")
    ],
}


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    update_unedited(
        env, "bank_crm_core", "security/bank_crm_core_security.xml", EARLIER
    )
