# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Opening the client card as the web client does it: ``web_read`` of the real form.

``client_card`` opens an average client of a manager's, ``client_card_long_history`` the
one with the longest history in the bank, ``client_card_views`` is what comes on top when
the form is opened for the first time in a browser (``get_views``).

*floor*: the same lists, figures and names by hand-written SQL, a statement a list.
"""

from functools import partial

from . import timing, web_client
from .base import Bank

FORM = "bank_crm_core.res_partner_view_form_client"
CLIENT = """
    SELECT p.*, b.complete_name, u.name, c.name
      FROM res_partner p JOIN bank_branch b ON b.id = p.branch_id
      JOIN res_users m ON m.id = p.manager_id JOIN res_partner u ON u.id = m.partner_id
      LEFT JOIN res_country c ON c.id = p.country_id
     WHERE p.id = %(client)s
"""
FIGURES = """
    SELECT trade, currency_id, sum(balance), sum(arrears), count(*) FROM bank_agreement
     WHERE partner_id = %(client)s AND state IN ('active', 'defaulted') GROUP BY 1, 2
"""
SAVINGS = """
    SELECT currency_id, sum(balance) FROM bank_account
     WHERE partner_id = %(client)s AND state <> 'closed' GROUP BY 1
"""
AGREEMENTS = """
    SELECT a.*, p.name, c.name, n.date, n.amount
      FROM bank_agreement a JOIN bank_product p ON p.id = a.product_id
      JOIN res_currency c ON c.id = a.currency_id
      LEFT JOIN LATERAL (
           SELECT date, amount FROM bank_agreement_payment
            WHERE agreement_id = a.id AND kind = 'schedule' AND state <> 'paid'
            ORDER BY date LIMIT 1) n ON TRUE
     WHERE a.partner_id = %(client)s AND (a.state IN ('active', 'defaulted')) = %(open)s
     ORDER BY a.date_start DESC, a.id DESC LIMIT 40
"""
PAYMENTS = """
    SELECT t.*, a.number, p.name
      FROM bank_agreement_payment t JOIN bank_agreement a ON a.id = t.agreement_id
      JOIN bank_product p ON p.id = a.product_id
     WHERE a.partner_id = %(client)s AND a.state IN ('active', 'defaulted')
       AND t.kind = 'schedule' AND t.state <> 'paid'
     ORDER BY t.date, t.id LIMIT 10
"""
ACCOUNTS = """
    SELECT t.*, c.name FROM bank_account t JOIN res_currency c ON c.id = t.currency_id
     WHERE partner_id = %(client)s
     ORDER BY t.state = 'closed', t.date_opened DESC, t.id DESC LIMIT 40
"""
OPERATIONS = """
    SELECT t.*, a.number FROM bank_operation t JOIN bank_account a ON a.id = t.account_id
     WHERE t.partner_id = %(client)s ORDER BY t.date DESC, t.id DESC LIMIT 10
"""
INTERACTIONS = """
    SELECT t.*, c.name, p.name
      FROM bank_interaction t JOIN bank_channel c ON c.id = t.channel_id
      JOIN res_users u ON u.id = t.user_id JOIN res_partner p ON p.id = u.partner_id
     WHERE t.partner_id = %(client)s ORDER BY t.date DESC, t.id DESC LIMIT 10
"""
PHONES = (
    "SELECT * FROM bank_client_phone WHERE partner_id = %(client)s ORDER BY sequence"
)
PEOPLE = "SELECT * FROM res_partner WHERE parent_id = %(client)s AND active LIMIT 40"
BY_HAND = (
    (CLIENT, {}), (FIGURES, {}), (SAVINGS, {}), (AGREEMENTS, {"open": True}),
    (AGREEMENTS, {"open": False}), (PAYMENTS, {}), (ACCOUNTS, {}), (OPERATIONS, {}),
    (INTERACTIONS, {}), (PHONES, {}), (PEOPLE, {}),
)  # fmt: skip
REPEATS = 15


def _read_by_hand(env, client):
    for query, values in BY_HAND:
        env.cr.execute(query, {"client": client.id, **values})
        env.cr.fetchall()


def _measure(env, n, name):
    bank = Bank(env, n)
    client = bank.long_client if name == "long" else bank.average_client()
    user_env = env(user=bank.manager.id, context={"lang": "ru_RU"})
    view_id = env.ref(FORM).id
    specification = web_client.read_specification(user_env, "res.partner", view_id)
    card = client.with_env(user_env)
    return {
        "ours_s": timing.median(
            lambda: card.web_read(specification), REPEATS, env.invalidate_all
        ),
        "floor_s": timing.median(lambda: _read_by_hand(env, client), REPEATS),
        "stock_s": None,
    }


def _measure_views(env, n):
    bank = Bank(env, n)
    user_env = env(user=bank.manager.id, context={"lang": "ru_RU"})
    view_id = env.ref(FORM).id
    views = [(view_id, "form"), (False, "search")]
    return {
        "ours_s": timing.median(
            lambda: user_env["res.partner"].get_views(views, {"toolbar": True}),
            5,
            env.invalidate_all,
        ),
        "floor_s": None,
        "stock_s": None,
    }


MEASURES = {
    "client_card": partial(_measure, name="average"),
    "client_card_long_history": partial(_measure, name="long"),
    "client_card_views": _measure_views,
}
