# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The production calendar comes, and terms of law run in it.

They ran in the working hours of the company, where nobody enters the transfers of days
off, and those in calendar days did not move off a day off (Civil Code, article 193). A
term that the administrator has changed is left as he wants it.
"""

from odoo import SUPERUSER_ID, api
from odoo.tools.convert import convert_file

# name -> (unit, length) as shipped
SHIPPED = {
    "complaint_answer": ("working_days", 15),
    "ombudsman_claim_electronic": ("working_days", 15),
    "ombudsman_claim": ("calendar_days", 30),
    "payment_claim": ("calendar_days", 30),
    "payment_claim_abroad": ("calendar_days", 60),
    "personal_data": ("working_days", 10),
    "loan_terms": ("working_days", 5),
    "loan_early_repayment": ("calendar_days", 5),
    "loan_return": ("calendar_days", 14),
}


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    # once: afterwards they are the administrator's to change and to delete
    path = "data/bank_production_year_data.xml"
    convert_file(env, "bank_base", path, {}, mode="init", noupdate=True)
    calendar = env.ref("bank_base.resource_calendar_ru")
    for name, shipped in SHIPPED.items():
        regime = env.ref(f"bank_base.bank_clock_regime_{name}", False)
        if not regime or regime.calendar_id or shipped != (regime.unit, regime.amount):
            continue
        values = {"calendar_id": calendar.id}
        if regime.unit == "calendar_days":
            values["is_rolled"] = True
        regime.write(values)
