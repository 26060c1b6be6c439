# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""From the wish for a loan to its agreement, seen from outside on the demo bank.

``.venv/bin/python -m tests.journeys.loans http://127.0.0.1:8069 docs/screenshots``

It gives the reasons of a refusal, prints the papers of an issued loan and begins the
application for a deposit: what was done by an earlier run is looked at only.
"""

import sys

from tests.journeys.browser import Browser

DEAL = "Ремонт дома"
PERSON, COMPANY, REFUSED, ISSUED = (f"A-2026-{number:06}" for number in (11, 12, 2, 7))
DEPOSIT, DEPOSITOR = "Сбережения после продажи дома", "Шимкова Петра (58)"
PACKAGE = "Кредитный договор с приложениями"
MATTER = "A-2026-000001"


def main(base_url, folder):
    journeys = {
        "manager": (compare, apply_for, secure, print_papers, refuse, serve, deposit),
        "underwriter": (decide,),
        "secretary": (meet,),
    }
    for login, steps in journeys.items():
        with Browser(base_url, folder) as browser:
            browser.log_in(login, login)
            for step in steps:
                step(browser)
    with Browser(base_url, folder) as browser:
        bring(browser)


def open_row(browser, path, text):
    """Open the record of a list that has this text, whatever the list is filtered by."""
    browser.go(path)
    browser.type(".o_searchview_input", text)
    browser.press_enter()
    browser.click(".o_data_cell", text)
    browser.wait(".o_form_view .o_notebook")


def open_deal(browser, name):
    browser.go("/odoo/bank-deals")
    browser.click(".o_kanban_record", name)
    browser.click(".nav-link[name=applications]")


def show_tab(browser, name):
    browser.click(f".o_form_view .nav-link[name={name}]")
    scroll(browser)


def scroll(browser):
    """Bring the tabs to the top, below the buttons, which stay where they are."""
    browser.run(
        "(() => {let box = document.querySelector('.o_notebook');"
        "box.scrollIntoView(); while (box && !box.scrollTop) box = box.parentElement;"
        "if (box) box.scrollBy(0, -70)})()"
    )
    browser.wait(".o_notebook")


def compare(browser):
    open_deal(browser, DEAL)
    browser.click("button[name=action_compare_loans]")
    browser.wait(".modal .o_data_row")
    browser.look("loan_1_compare")


def apply_for(browser):
    open_row(browser, "/odoo/bank-applications", PERSON)
    browser.click(".o_form_view .nav-link[name=schedule]")
    browser.wait(".o_bank_schedule_principal")
    browser.run("document.querySelector('.o_content').scrollTo(0, 0)")
    browser.look("loan_2_application")
    show_tab(browser, "credit_history")
    browser.look("loan_3_bureau")
    show_tab(browser, "score")
    browser.look("loan_4_score")


def secure(browser):
    open_row(browser, "/odoo/bank-applications", COMPANY)
    show_tab(browser, "parties")
    browser.look("loan_5_structure")
    show_tab(browser, "collateral")
    browser.look("loan_6_coverage")
    browser.click("button[name=action_open_memo]")
    browser.click(".nav-link[name=preview]")
    browser.wait(".o_field_widget[name=preview] table")
    scroll(browser)
    browser.look("loan_7_memo")


def print_papers(browser):
    open_row(browser, "/odoo/bank-applications", ISSUED)
    browser.click("button[name=action_print_papers]")
    browser.type(".modal .o_field_widget[name=package_id] input", PACKAGE)
    browser.click(".o-autocomplete--dropdown-item", PACKAGE)
    browser.click(".modal .modal-footer .btn-primary")
    browser.wait(".modal .o_field_widget[name=line_ids] .o_data_row")
    open_row(browser, "/odoo/bank-applications", ISSUED)
    show_tab(browser, "dossier")
    browser.look("loan_9_package")


def refuse(browser):
    open_row(browser, "/odoo/bank-applications", REFUSED)
    if browser.run("!!document.querySelector('button[name=action_give_reasons]')"):
        browser.click("button[name=action_give_reasons]")
        browser.click(".modal .o_field_widget[name=reason_ids] input")
        browser.click(".o-autocomplete--dropdown-item", "Доход не подтверждён")
        browser.click(".modal button[name=action_enter]")
        browser.wait("body:not(:has(.modal)) .o_form_view")
    show_tab(browser, "decision")
    browser.look("loan_10_refusal")


def serve(browser):
    browser.go("/odoo/bank-credit-contracts")
    browser.wait(".o_data_row")
    browser.look("loan_11_register")


def deposit(browser):
    open_deal(browser, DEPOSIT)
    browser.wait(".o_field_widget[name=application_ids]")
    if not browser.run(
        "!!document.querySelector('[name=application_ids] .o_data_row')"
    ):
        browser.click("button[name=action_identify]")
        browser.click(".modal button[name=action_confirm]")
        browser.wait("body:not(:has(.modal)) [name=identity_verdict]", "Подтверждена")
        browser.click("button[name=action_new_application]")
    else:
        open_row(browser, "/odoo/bank-applications", DEPOSITOR)
    browser.wait(".o_form_view button[name=action_open_deal]")
    browser.look("loan_13_deposit")


def decide(browser):
    browser.go("/odoo/my-decisions")
    browser.click("button[name=action_open_decide]")
    browser.wait(".modal button[name=action_approve]")
    browser.look("loan_8_decision")


def meet(browser):
    browser.go("/odoo/bank-committee-meetings")
    browser.click(".o_data_cell")
    browser.wait(".o_form_view .o_data_row")
    browser.look("approval_4_committee")
    open_row(browser, "/odoo/bank-committee-matters", MATTER)
    show_tab(browser, "votes")
    browser.look("approval_5_matter")
    browser.go("/odoo/bank-committee-minutes")
    browser.click(".o_data_cell")
    browser.wait(".o_form_view .o_field_widget[name=chairman_id]")
    browser.look("approval_6_minutes")


def bring(browser):
    """An agent looks at what he has brought, on his telephone."""
    browser.be_phone()
    browser.log_in("agent", "agent", arrived=".o_portal_wrap, .o_portal")
    browser.go("/my/applications")
    browser.wait(".o_bank_agent .list-group-item")
    browser.look("loan_12_agent")


if __name__ == "__main__":
    main(*sys.argv[1:])
