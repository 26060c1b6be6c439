# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Put the shipped processes into force where the calculators came before them.

An update creates what is new in a ``noupdate`` file and runs none of its functions.
"""

from odoo import SUPERUSER_ID, api


def migrate(cr, _version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    for key in ("credit", "deposit", "account"):
        process = env.ref(f"bank_loan_pipeline.bank_application_process_{key}")
        if process.state == "draft":
            process.action_publish()
