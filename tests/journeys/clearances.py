# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Consents, conditions, refusals and an account, seen from outside on the demo bank.

``.venv/bin/python -m tests.journeys.clearances http://127.0.0.1:8069 docs/screenshots``

After ``loans.py``, which gives the reasons of a refusal. It begins a deal about the account
of a company; what was done by an earlier run is looked at only.
"""

import sys
import time

from tests.journeys.browser import Browser
from tests.journeys.loans import PERSON, open_deal, open_row, show_tab

UNASKED = "A-2026-000003"
COMPANY, PRODUCT = "Пример-Торг", "Текущий счёт"
DEAL = "Счёт для расчётов с поставщиками"
POWER = "Директор по уставу"


def main(base_url, folder):
    # a dialog that is left open is the end of its window
    journeys = (
        ("manager", (ask_in_vain, take_consent)),
        ("manager", (read_report, analyse, open_account)),
        ("credit", (clear,)),
    )
    for login, steps in journeys:
        with Browser(base_url, folder) as browser:
            browser.log_in(login, login)
            for step in steps:
                step(browser)


def ask_in_vain(browser):
    """Nobody is asked about without a consent."""
    open_row(browser, "/odoo/bank-applications", UNASKED)
    show_tab(browser, "credit_history")
    browser.click("button[name=action_ask_bureau]")
    browser.wait(".modal")
    browser.look("loan_24_no_consent")


def take_consent(browser):
    """The dialog in which the client's consent is entered; it is left as it is."""
    open_row(browser, "/odoo/bank-applications", UNASKED)
    browser.click(".o_field_widget[name=partner_id] a")
    browser.click(".o_notebook .nav-link[name=consents]")
    browser.click("button[name=action_enter_consent]")
    browser.click(".modal .o_radio_item input[data-value=credit_history]")
    browser.wait(".modal .o_field_widget[name=method]")
    browser.look("loan_25_consent")


def read_report(browser):
    open_row(browser, "/odoo/bank-applications", PERSON)
    show_tab(browser, "credit_history")
    browser.click(".o_field_widget[name=credit_report_ids] .o_data_cell")
    browser.wait(".modal .o_field_widget[name=line_ids] .o_data_row")
    browser.look("loan_26_report")


def clear(browser):
    browser.go("/odoo/approval-conditions")
    browser.click("button[name=action_open_clear]")
    browser.wait(".modal button[name=action_confirm]")
    browser.look("loan_27_precedent")


def analyse(browser):
    browser.go("/odoo/bank-refusals")
    browser.wait(".o_graph_canvas_container canvas")
    time.sleep(2)  # the bars grow
    browser.look("loan_28_refusals")


def open_account(browser):
    """A deal about a company's account; who comes for the company has his power."""
    browser.go("/odoo/bank-deals")
    browser.wait(".o_kanban_record:not(.o_kanban_ghost)")
    if not browser.run(
        f"[...document.querySelectorAll('.o_kanban_record')].some(card => card"
        f".textContent.includes('{DEAL}'))"
    ):
        begin_deal(browser)
    open_deal(browser, DEAL)
    browser.wait("[name=application_ids]")
    if browser.run("!document.querySelector('[name=application_ids] .o_data_row')"):
        browser.click("button[name=action_identify]")
        browser.type(".modal .o_field_widget[name=reason] input", POWER)
        browser.click(".modal button[name=action_confirm]")
        browser.wait("body:not(:has(.modal)) [name=identity_verdict]", "Подтверждена")
        browser.click("button[name=action_new_application]")
    else:
        open_row(browser, "/odoo/bank-applications", COMPANY)
    browser.wait(".o_form_view button[name=action_open_deal]")
    browser.look("loan_29_account")


def begin_deal(browser):
    browser.go("/odoo/bank-deals/new")
    for name, text in (("partner_id", COMPANY), ("product_id", PRODUCT)):
        browser.type(f".o_field_widget[name={name}] input", text)
        browser.click(".o-autocomplete--dropdown-item", text)
    browser.type(".o_field_widget[name=name] :is(input, textarea)", DEAL)
    browser.click(".o_form_button_save")
    browser.wait(".o_form_saved, .o_form_view:not(.o_form_dirty)")


if __name__ == "__main__":
    main(*sys.argv[1:])
