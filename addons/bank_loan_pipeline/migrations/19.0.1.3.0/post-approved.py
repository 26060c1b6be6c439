# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The check for an approval says what to do by the status of the request.

It was a condition on the status, whose one remedy was to send for approval what was
being approved already. What the bank has made of the check stays as it is.
"""

from odoo import SUPERUSER_ID, api

SHIPPED = "[('approval_state', 'in', ['approved', 'approved_conditions'])]"


def migrate(cr, _version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    key = "bank_loan_pipeline.bank_check_approved"
    check = env.ref(key, raise_if_not_found=False)
    if check and (check.kind, check.domain) == ("domain", SHIPPED):
        check.write(
            {
                "kind": "approval",
                "with_precedents": False,
                "domain": "[]",
                "remedy": False,
            }
        )
