# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reasons belong to the refusal that they explain; until now there was one."""


def migrate(cr, version):
    cr.execute(
        "UPDATE bank_application_refusal r SET approval_id = a.approval_id "
        "FROM bank_application a "
        "WHERE a.id = r.application_id AND r.approval_id IS NULL"
    )
