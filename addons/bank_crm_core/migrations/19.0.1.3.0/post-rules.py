# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules of databases that were made before auditors read confidential notes."""

from odoo import SUPERUSER_ID, api

from odoo.addons.bank_base.tools.shipped import rule, update_unedited

EARLIER = {
    "bank_interaction_summary_rule_readers": [
        rule(
            "['|', '|', '|', ('author_id', '=', user.id), "
            "('confidentiality', '=', 'client'), "
            "'&', ('confidentiality', '=', 'heads'), "
            "('branch_id', 'in', user.head_branch_ids.ids), "
            "'&', ('confidentiality', '=', 'named'), "
            "('reader_ids', 'in', [user.id])]"
        )
    ],
}


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    update_unedited(env, "bank_crm_core", "security/bank_event_security.xml", EARLIER)
