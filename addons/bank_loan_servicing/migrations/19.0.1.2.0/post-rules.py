# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules of databases that were made before a task lent a loan with its days."""

from odoo import SUPERUSER_ID, api

from odoo.addons.bank_base.tools.shipped import rule, update_unedited

WALL = "[('agreement_id.branch_id', 'in', user.client_branch_ids.ids)]"
EARLIER = {
    "bank_delinquency_day_rule_wall": [rule(WALL)],
    "bank_delinquency_pause_rule_wall": [rule(WALL)],
}


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    path = "security/bank_loan_servicing_security.xml"
    update_unedited(env, "bank_loan_servicing", path, EARLIER)
