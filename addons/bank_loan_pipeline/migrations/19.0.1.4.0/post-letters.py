# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The letter of databases that were made when days stood as the machine has them."""

from odoo import SUPERUSER_ID, api

from odoo.addons.bank_base.tools.shipped import update_unedited_words

NAME = '<t t-out="object.agreement_id.display_name"/>'
WHAT = '<t t-out="object.subject"/>'
DUE = '<t t-out="object.date_due"/>'
BEGINNING = '<p><t t-out="object.partner_id.salutation"/>!</p> <p>'
EARLIER = {
    "mail_template_paper_due": {
        "body_html": [
            {
                "en_US": f"{BEGINNING}Under your agreement {NAME} we wait for: {WHAT}. "
                f"Please bring it by {DUE} or send it to your manager.</p>",
                "ru_RU": f"{BEGINNING}По вашему договору {NAME} мы ждём документ: "
                f"{WHAT}. Пожалуйста, принесите его до {DUE} или отправьте вашему "
                "менеджеру.</p>",
            }
        ]
    },
}


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    update_unedited_words(
        env, "bank_loan_pipeline", "data/bank_document_awaited_data.xml", EARLIER
    )
