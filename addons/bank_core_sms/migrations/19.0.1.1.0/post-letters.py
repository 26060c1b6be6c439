# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""SMS of databases that were made when changed terms were told by the rate alone."""

from odoo import SUPERUSER_ID, api

from odoo.addons.bank_base.tools.shipped import update_unedited_words

NUMBER = "{{ object.agreement_id.number }}"
RATE = "{{ object.agreement_id.rate }}"
EARLIER = {
    "sms_template_changed_terms": {
        "body": [
            {
                "en_US": f"The terms of your agreement {NUMBER} have changed: "
                f"{RATE} % a year.",
                "ru_RU": f"Условия договора {NUMBER} изменились: {RATE} % годовых.",
            }
        ]
    },
}


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    update_unedited_words(env, "bank_core_sms", "data/sms_template_data.xml", EARLIER)
