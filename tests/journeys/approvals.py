# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Routes, deputies and what will get stuck, seen from outside on the demo bank.

``.venv/bin/python -m tests.journeys.approvals http://127.0.0.1:8069 docs/screenshots``

It begins a new version of a route. The forecast is there after ``past_requests.py`` has
played a past and learned from it; without it its pictures are left out.
"""

import sys

from tests.journeys.browser import Browser

ROUTE, LEFT_OUT = "Кредиты", "Служба безопасности"
RAISED, STUCK = "A-2026-000010", "A-2026-000003"


def main(base_url, folder):
    journeys = {
        "business": (try_route,),
        "board3": (delegate,),
        "manager": (read_change,),
        "head": (foresee,),
    }
    for login, steps in journeys.items():
        with Browser(base_url, folder) as browser:
            browser.log_in(login, login)
            for step in steps:
                step(browser)


def try_route(browser):
    browser.go("/odoo/approval-routes")
    browser.click(".o_data_cell", ROUTE)
    browser.wait(".o_form_view .o_statusbar_status")
    if not browser.run("!!document.querySelector('button[name=action_replay]')"):
        browser.click("button[name=action_new_version]")
        browser.wait(".o_field_widget[name=step_ids] .o_list_record_remove")
        browser.run(
            f"[...document.querySelectorAll('.o_data_row')].find(row => row.textContent"
            f".includes('{LEFT_OUT}')).querySelector('.o_list_record_remove').click()"
        )
        browser.click(".o_form_button_save")
    browser.click("button[name=action_replay]")
    browser.wait(".modal .o_data_row, .modal .o_field_widget")
    browser.look("approval_7_trial")


def delegate(browser):
    browser.go("/odoo/bank-delegations")
    browser.wait(".o_data_row")
    browser.look("approval_8_delegation")


def read_change(browser):
    """What is asked for now beside what was decided."""
    browser.go("/odoo/bank-approvals")
    browser.click(".o_data_cell", RAISED)
    browser.wait(".o_form_view .o_field_widget[name=terms]")
    browser.run(
        "(() => {let box = document.querySelector('.o_field_widget[name=terms]');"
        "box.scrollIntoView({block: 'center'})})()"
    )
    browser.look("approval_9_change")


def foresee(browser):
    browser.go("/odoo/bank-approval-forecast")
    browser.wait(".o_list_view")
    if not browser.run("!!document.querySelector('.o_data_row')"):
        return
    browser.look("approval_10_forecast")
    browser.run(
        f"[...document.querySelectorAll('.o_data_row')].find(row => row.textContent"
        f".includes('{STUCK}')).querySelector('[name=action_open_remedies]').click()"
    )
    browser.wait(".modal .o_data_row")
    browser.look("approval_11_remedies")


if __name__ == "__main__":
    main(*sys.argv[1:])
