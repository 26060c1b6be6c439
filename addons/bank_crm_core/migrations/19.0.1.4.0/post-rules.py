# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules of databases that were made before auditors read requests and referrals."""

from odoo import SUPERUSER_ID, api

from odoo.addons.bank_base.tools.shipped import rule, update_unedited

REQUESTS = {
    "bank_request_rule_wall": [
        rule(
            "['|', '|', '|', '|', '|', ('requester_id', '=', user.id), "
            "('user_id', '=', user.id), ('addressee_ids', 'in', [user.id]), "
            "('queue_id.member_ids.user_id', 'in', [user.id]), "
            "('queue_id.lead_ids', 'in', [user.id]), "
            "('branch_id', 'in', user.head_branch_ids.ids)]"
        )
    ],
}
REFERRALS = {
    "bank_referral_state_rule_own": [
        rule(
            "['|', ('referrer_id', '=', user.id), "
            "('branch_id', 'in', user.head_branch_ids.ids)]"
        )
    ],
}


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    update_unedited(
        env, "bank_crm_core", "security/bank_request_security.xml", REQUESTS
    )
    update_unedited(
        env, "bank_crm_core", "security/bank_referral_security.xml", REFERRALS
    )
