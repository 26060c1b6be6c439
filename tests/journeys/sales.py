# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A regulated sale, seen from outside on the demo bank: inquiry, day, offer, process, plan.

``.venv/bin/python -m tests.journeys.sales http://127.0.0.1:8069 docs/screenshots LINK``,
where the link is that of a letter with an offer: ``/bank/offer/…``. Nothing but the
letter knows it.

It begins a new version of a process and closes a deal to all but its team: what was done
by an earlier run is looked at only.
"""

import sys

from tests.journeys.browser import Browser

FORM = "/bank/inquiry/loan"
BLOCKED = "Новая машина для семьи"
OFFERED = "Квартира для дочери"
SECRET = "Дача у реки"
PROCESS = "Продажа автокредита"
PLAN = "Продажи за год"


def main(base_url, folder, link=""):
    """:param link: of an offer, as it stands in the letter to its client"""
    with Browser(base_url, folder) as browser:
        inquire(browser)
        if link:
            read_offer(browser, link)
    journeys = {
        "manager": (qualify, live_day),
        "manager2": (unblock, offer, keep_secret),
        "business": (draw,),
        "head": (find_stuck, plan, compare_monday),
    }
    for login, steps in journeys.items():
        with Browser(base_url, folder) as browser:
            browser.log_in(login, login)
            for step in steps:
                step(browser)


def inquire(browser):
    """Somebody fills the page of the site; he is not sent, so nothing is doubled."""
    browser.go(FORM)
    browser.wait("select[name=product]")
    browser.run("document.querySelector('select[name=product]').selectedIndex = 1")
    browser.type("input[name=name]", "Новак Иржи")
    browser.type("input[name=phone]", "+420 000 990 021")
    browser.type("input[name=city]", "Прага")
    browser.type(
        "textarea[name=note]", "Ипотека на первую квартиру, удобно после шести"
    )
    browser.click("input[name=consent]")
    browser.look("sale_1_inquiry")


def find_stuck(browser):
    browser.go("/odoo/bank-inquiries-stuck")
    browser.wait(".o_data_row")
    browser.look("sale_3_stuck")


def qualify(browser):
    browser.go("/odoo/bank-inquiries")
    browser.click(".o_data_cell", "Пример Посетителя (демо)")
    browser.click(".o_form_view button[name=action_qualify]")
    browser.wait(".modal button[name=action_next]")
    browser.look("sale_2_qualify")


def live_day(browser):
    browser.go("/odoo/bank-my-day")
    browser.wait(".o_bank_my_day, .o_action_manager", "Что мешает")
    browser.look("sale_4_day")


def open_deal(browser, name):
    browser.go("/odoo/bank-deals")
    browser.click(".o_kanban_record", name)
    browser.wait(".o_form_view .o_notebook")


def unblock(browser):
    open_deal(browser, BLOCKED)
    browser.click("button[name=action_propose_terms]")
    browser.wait(".modal .o_data_row button[name=action_take]")
    browser.look("sale_5_proposals")


def offer(browser):
    browser.go("/odoo/bank-offers")
    browser.click(".o_data_cell", OFFERED)
    browser.wait(".o_form_view .o_field_widget[name=payment]")
    browser.look("sale_6_offer")


def keep_secret(browser):
    open_deal(browser, SECRET)
    browser.click(".o_form_view .o_bank_more_toggle")
    browser.click(".o-dropdown--menu button[name=action_confidentiality]")
    browser.click(".modal .o_field_widget[name=level] label", "Только команда")
    browser.type(
        ".modal .o_field_widget[name=reason] textarea",
        "Клиент просит не говорить о покупке до сделки",
    )
    browser.look("sale_8_secret")


def draw(browser):
    browser.go("/odoo/bank-processes")
    browser.click(".o_data_cell", PROCESS)
    if not browser.run("!!document.querySelector('button[name=action_try_out]')"):
        browser.click("button[name=action_new_version]")
    browser.click("button[name=action_try_out]")
    browser.wait(".modal .o_field_widget[name=document_count]")
    browser.look("sale_9_process")


def plan(browser):
    browser.go("/odoo/bank-plans")
    browser.wait(".o_data_row")
    browser.look("sale_10_plans")
    browser.click(".o_data_cell", PLAN)
    browser.wait(".o_form_view .o_data_row")
    browser.look("sale_11_plan")


def compare_monday(browser):
    browser.click(".o_form_view button", "Изменилось с понедельника")
    browser.wait(".o_list_view .o_group_header, .o_list_view .o_data_row")
    browser.look("sale_12_changes")


def read_offer(browser, link):
    """The client opens the link of his letter."""
    browser.go(link)
    browser.wait("main, #wrap")
    browser.look("sale_7_link")


if __name__ == "__main__":
    main(*sys.argv[1:])
