# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The first journey, seen from outside, on the bank that ``make run`` serves.

``.venv/bin/python -m tests.journeys.first_sale http://127.0.0.1:8069 docs/screenshots``

It really sells: each run leaves one more won deal in the database.
"""

import sys

from tests.journeys.browser import Browser

CLIENT = "Весела Елена (3984)"
PRODUCT = "Срочный вклад"
PANEL = ".o_bank_gate_panel"
NEXT = "button[name=action_next_stage]"


def main(base_url, folder):
    with Browser(base_url, folder) as browser:
        browser.log_in("manager", "manager")
        find_client(browser)
        sell(browser)
    with Browser(base_url, folder) as browser:
        browser.log_in("auditor", "auditor")
        browser.go("/odoo/bank-decisions")
        browser.wait(".o_data_row", "Сделка выиграна")
        browser.look("6_decision_log")


def find_client(browser):
    browser.go("/odoo/bank-clients")
    browser.type(".o_searchview_input", "весел еле")
    browser.press_enter()
    browser.wait(".o_data_cell", CLIENT)
    browser.look("1_find_client")
    browser.click(".o_data_cell", CLIENT)
    browser.wait(".o_field_widget[name=card_agreement_ids] .o_data_row")
    browser.look("2_client_card")


def sell(browser):
    browser.click("button[name=action_new_deal]")
    browser.type(".o_field_widget[name=product_id] input", PRODUCT)
    browser.click(".o-autocomplete--dropdown-item", PRODUCT)
    browser.click(".o_form_button_save")
    browser.wait(f"{PANEL}.alert-success")
    browser.click(NEXT)
    browser.wait(f"{PANEL}.alert-warning", "Сумма")
    browser.look("3_blocked")
    browser.type(".o_field_widget[name=amount] input", "180000")
    browser.type(".o_field_widget[name=term_months] input", "36")
    browser.click(".o_form_button_save")
    browser.wait(f"{PANEL}.alert-success", "Итоговые условия")
    browser.look("4_cleared")
    browser.click(NEXT)
    browser.wait(f"{PANEL}.alert-warning", "Представить условия")
    browser.click(".o-mail-Activity-markDone")
    browser.click(".o-mail-ActivityMarkAsDone .btn-primary:nth-of-type(2)")
    browser.wait(f"{PANEL}.alert-success", "Договор")
    browser.click(NEXT)
    browser.wait(".o_field_widget[name=agreement_ids] .o_data_row", "CRM-")
    browser.run("document.querySelector('.o_content').scrollTo(0, 0)")
    browser.look("5_won")


if __name__ == "__main__":
    main(*sys.argv[1:])
