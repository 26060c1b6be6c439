# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Letters of databases that were made when days and rates stood as the machine has them."""

from odoo import SUPERUSER_ID, api

from odoo.addons.bank_base.tools.shipped import update_unedited_words

NAME = '<t t-out="object.agreement_id.display_name"/>'
DUE = '<t t-out="object.date_due"/>'
RATE = '<t t-out="object.agreement_id.rate"/>'
END = '<t t-out="object.agreement_id.date_end"/>'
BEGINNING = '<p><t t-out="object.partner_id.salutation"/>!</p> <p>'
EARLIER = {
    "mail_template_agreement_expiry": {
        "body_html": [
            {
                "en_US": f"{BEGINNING}Your agreement {NAME} ends on {DUE}. Your manager "
                "will tell you what is possible next.</p>",
                "ru_RU": f"{BEGINNING}Ваш договор {NAME} заканчивается {DUE}. Ваш "
                "менеджер расскажет, что можно сделать дальше.</p>",
            }
        ]
    },
    "mail_template_changed_terms": {
        "body_html": [
            {
                "en_US": f"{BEGINNING}The terms of your agreement {NAME} have changed: "
                f"the annual rate is {RATE} %, the agreement ends on {END}.</p>",
                "ru_RU": f"{BEGINNING}Условия вашего договора {NAME} изменились: "
                f"годовая ставка {RATE} %, окончание договора {END}.</p>",
            }
        ]
    },
}


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    update_unedited_words(
        env, "bank_crm_core", "data/bank_obligation_template_data.xml", EARLIER
    )
