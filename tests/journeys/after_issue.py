# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A loan before its decision and after its issue, seen from outside on the demo bank.

``.venv/bin/python -m tests.journeys.after_issue http://127.0.0.1:8069 docs/screenshots``

It reckons the cash flow of a group and begins the review of a borrower: what was done by
an earlier run is looked at only.
"""

import sys
import time

from tests.journeys.browser import Browser
from tests.journeys.loans import open_deal, open_row, scroll, show_tab

COMPANY = "A-2026-000012"
LATE, SECURED = "DEMO-3", "DEMO-B1"
BORROWER = "Пример-Торг"
REJECTED = "Сбережения после продажи дома"


def main(base_url, folder):
    journeys = {
        "manager": (identify, reckon, change, review, count_days, cover, await_papers),
        "auditor": (exchange,),
    }
    for login, steps in journeys.items():
        with Browser(base_url, folder) as browser:
            browser.log_in(login, login)
            for step in steps:
                step(browser)


def identify(browser):
    open_deal(browser, REJECTED)
    browser.wait("[name=identity_verdict]")
    scroll(browser)
    browser.look("loan_14_identity")


def reckon(browser):
    """What the group can pay from, by its statements."""
    open_row(browser, "/odoo/bank-applications", COMPANY)
    show_tab(browser, "cash_flow")
    if not browser.run(
        "!!document.querySelector('[name=cash_flow_line_ids] .o_data_row')"
    ):
        browser.click("button[name=action_reckon_cash_flow]")
        browser.wait("[name=cash_flow_line_ids] .o_data_row")
    scroll(browser)
    browser.look("loan_15_cash_flow")


def change(browser):
    browser.go("/odoo/bank-loan-changes")
    browser.click(".o_data_cell", "C-")
    browser.wait(".o_form_view .o_field_widget[name=memo] table")
    browser.look("loan_16_change")
    scroll(browser)
    browser.look("loan_17_change_memo")


def review(browser):
    browser.go("/odoo/bank-loan-reviews")
    browser.wait(".o_list_view")
    if browser.run("!!document.querySelector('.o_data_row')"):
        browser.click(".o_data_cell", "R-")
    else:
        browser.click(".o_list_button_add")
        browser.type(".o_field_widget[name=partner_id] input", BORROWER)
        browser.click(".o-autocomplete--dropdown-item", BORROWER)
        browser.click(".o_form_button_save")
    browser.wait(".o_form_view .o_field_widget[name=debt]")
    browser.look("loan_18_review")


def count_days(browser):
    browser.go("/odoo/bank-days-past-due")
    browser.wait(".o_graph_canvas_container canvas")
    time.sleep(2)  # the bars grow
    browser.look("loan_19_past_due")
    open_row(browser, "/odoo/bank-credit-contracts", LATE)
    show_tab(browser, "servicing")
    browser.look("loan_20_late_loan")


def cover(browser):
    open_row(browser, "/odoo/bank-credit-contracts", SECURED)
    show_tab(browser, "collateral")
    browser.look("loan_21_shortfall")


def await_papers(browser):
    browser.go("/odoo/bank-awaited-papers")
    browser.wait(".o_data_row")
    browser.look("loan_22_awaited")


def exchange(browser):
    browser.go("/odoo/bank-outbox")
    browser.wait(".o_data_row")
    browser.look("loan_23_exchange")


if __name__ == "__main__":
    main(*sys.argv[1:])
