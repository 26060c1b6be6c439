# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The settings of the generated bank, made through the ORM: there are few of them."""

from random import Random

from odoo.fields import Command

from . import naming, words

COUNTRY = "base.ru"
CURRENCY = "base.RUB"
REGIONS = 9
MANAGERS = 2  # in each branch
AUDITOR = "bench_auditor"
SILENT = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_notrack": True,
    "no_reset_password": True,
}
CATEGORIES = {
    "credit": "Кредиты",
    "deposit": "Вклады",
    "account": "Счета",
    "card": "Карты",
}
# code, name, kind, prefix of the numbers, annual rate
PRODUCTS = (
    ("consumer", "Потребительский кредит", "credit", "КД", 18.5),
    ("mortgage", "Ипотека", "credit", "ИП", 11.25),
    ("car", "Автокредит", "credit", "АК", 15.9),
    ("overdraft", "Овердрафт", "credit", "ОВ", 21.0),
    ("deposit", "Срочный вклад", "deposit", "ВД", 9.75),
    ("saving", "Накопительный счёт", "deposit", "НС", 7.0),
    ("current", "Текущий счёт", "account", "ТС", 0.0),
    ("settlement", "Расчётный счёт", "account", "РС", 0.0),
    ("debit", "Дебетовая карта", "card", "ДК", 0.0),
    ("credit_card", "Кредитная карта", "card", "КК", 24.9),
)
MILEAGE = "bench_mileage"  # of the car that a loan is for


def make(env, branches):
    """Make branches, staff and products; return what rows refer to.

    :param branches: how many branches serve clients, below at most ``REGIONS`` regions
    """
    env = env(su=True, context={**env.context, **SILENT})
    currency, country = env.ref(CURRENCY), env.ref(COUNTRY)
    currency.active = True
    units = _make_branches(env, branches)
    return {
        "currency": currency,
        "country": country,
        "branches": units,
        "managers": _make_staff(env, units),
        "products": _make_products(env, currency),
    }


def _make_branches(env, count):
    model = env["bank.branch"]
    head = model.create({"name": "Головной офис", "code": "BENCH-0"})
    regions = model.create(
        [
            {
                "name": f"Регион {number + 1}",
                "code": f"BENCH-R{number}",
                "parent_id": head.id,
            }
            for number in range(min(REGIONS, count))
        ]
    )
    return model.create(
        [
            {
                "name": f"Отделение «{words.CITIES[number % len(words.CITIES)]}» № {number + 1}",
                "code": f"BENCH-{number + 1:03}",
                "parent_id": regions[number % len(regions)].id,
            }
            for number in range(count)
        ]
    )


def _make_staff(env, branches):
    """Return the managers, ``MANAGERS`` of each branch in the order of branches."""
    random = Random("staff")
    values = [
        _prepare_user(random, f"bench_manager_{number}_{place}", branch)
        for number, branch in enumerate(branches)
        for place in range(MANAGERS)
    ]
    role = env.ref("bank_crm_core.group_crm_manager")
    managers = env["res.users"].create(
        [{**row, "group_ids": [Command.set(role.ids)]} for row in values]
    )
    role = env.ref("bank_base.group_bank_auditor")
    auditor = _prepare_user(random, AUDITOR, env["bank.branch"])
    env["res.users"].create({**auditor, "group_ids": [Command.set(role.ids)]})
    return managers


def _prepare_user(random, login, branches):
    _sex, surname, given, father = naming.draw_person(random)
    return {
        "name": f"{surname} {given} {father}",
        "login": login,
        "branch_ids": [Command.set(branches.ids)],
    }


def _make_products(env, currency):
    categories = env["bank.product.category"].create(
        [{"name": name, "code": f"bench_{trade}"} for trade, name in CATEGORIES.items()]
    )
    by_trade = dict(zip(CATEGORIES, categories))
    env["bank.attribute"].create(
        {
            "name": "Пробег",
            "code": MILEAGE,
            "kind": "integer",
            "unit": "км",
            "category_id": by_trade["credit"].id,
        }
    )
    products = env["bank.product"].create(
        [
            {
                "name": name,
                "code": f"bench_{code}",
                "category_id": by_trade[trade].id,
                "trade": trade,
                "rate": rate,
                "currency_id": currency.id,
            }
            for code, name, trade, _prefix, rate in PRODUCTS
        ]
    )
    products._transition("active")
    return products
