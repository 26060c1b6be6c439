# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What clients have and what was said to them: INSERT … SELECT, drawn by a hash.

A number of the client or of the row goes in, the same draw comes out, so that the same
seed makes the same bank whatever order the database chooses.
"""

from . import catalogue, prototype
from .clients import TODAY
from .tables import reserve

SALT = 1_000_003
MOST_AGREEMENTS = 40
MOST_INTERACTIONS = 5_000
MOST_OPERATIONS = 5_000
MEMOS = ("Магазин", "Аптека", "Перевод", "Коммунальные услуги", "Зарплата", "Наличные")
KINDS = ("card", "card", "transfer_out", "transfer_out", "salary", "cash_out")
SUBJECTS = (
    "Вопрос о графике платежей",
    "Консультация по вкладу",
    "Не прошёл платёж по карте",
    "Просит справку об остатке",
    "Предложение о рефинансировании",
    "Напоминание о платеже",
    "Перевыпуск карты",
    "Смена номера телефона",
    "Вопрос о комиссии",
    "Заявка на кредит",
    "Открытие счёта",
    "Жалоба на очередь",
    "Подключение мобильного банка",
    "Блокировка карты",
    "Досрочное погашение",
    "Поздравление с днём рождения",
)
SUMMARIES = (
    "Клиент доволен ответом, перезванивать не нужно.",
    "Обещал прислать документы до конца недели.",
    "Просил перезвонить после обеда, разговор короткий.",
    "Объяснены условия, клиент подумает и сообщит решение.",
)
CHANNELS = ("phone", "branch", "email", "sms", "chat", "mobile", "internet", "letter")


def fill(env, first, count, bank, seed, say):
    """Give the clients ``first`` … their agreements, accounts and interactions."""
    _make_helpers(env, first, count, seed)
    makers = _Prototypes(env, first, bank)
    _make_kinds(env, makers, bank)
    start = _fill_agreements(env, makers)
    say("agreements")
    _fill_parties(env, makers, start)
    _fill_accounts(env, makers, start)
    _fill_payments(env, makers, start)
    say("parties, accounts, payments")
    _fill_operations(env, makers, first)
    say("operations")
    _fill_interactions(env, makers)
    say("interactions")


def _make_helpers(env, first, count, seed):
    """Make the hash that draws, and how much each client has."""
    _make_draw(env.cr, seed)
    _make_amounts(env.cr, first, count)


def _make_draw(cr, seed):
    cr.execute(
        f"""
        CREATE FUNCTION pg_temp.draw(number bigint, salt integer) RETURNS float8
        LANGUAGE sql IMMUTABLE AS $$
            SELECT ((hashint8extended(number, salt + {int(seed) * SALT}) & 2147483647) + 1)
                   / 2147483649.0::float8
        $$
        """
    )


def _make_amounts(cr, first, count):
    cr.execute(
        f"""
        CREATE TEMP TABLE bench_client ON COMMIT DROP AS
        SELECT *, sum(agreements) OVER w - agreements AS agreements_before,
               sum(interactions) OVER w - interactions AS interactions_before
          FROM (
            SELECT p.id, p.id - {first} AS number, branch_id, manager_id,
                   CASE WHEN p.id = {first} THEN LEAST({MOST_AGREEMENTS}, {count})
                        ELSE LEAST({MOST_AGREEMENTS}, floor(1.75
                            * power(pg_temp.draw(p.id - {first}, 1), -0.5))) END::int
                       AS agreements,
                   CASE WHEN p.id = {first} THEN LEAST({MOST_INTERACTIONS}, {count})
                        ELSE LEAST({MOST_INTERACTIONS}, floor(2.2
                            * power(pg_temp.draw(p.id - {first}, 2), -0.6))) END::int
                       AS interactions
              FROM res_partner p WHERE p.id BETWEEN {first} AND {first + count - 1}
          ) c WINDOW w AS (ORDER BY id)
        """
    )
    cr.execute("ANALYZE bench_client")


class _Prototypes:
    """Rows of the ORM's making, one a table, for one client."""

    def __init__(self, env, first, bank):
        self.env = env(su=True, context={**env.context, **catalogue.SILENT})
        self.partner = self.env["res.partner"].browse(first)
        self.bank = bank
        self.rows = {}

    def read(self, table):
        if table not in self.rows:
            make = getattr(self, f"_make_{table}")
            self.rows[table] = prototype.read(self.env, make)
        return self.rows[table]

    def insert(self, table, varied, source):
        return prototype.insert(self.env, table, self.read(table), varied, source)

    def read_attributes(self, product):
        """Return what an agreement without attributes has in their column."""
        row = prototype.read(self.env, lambda: self._make_bank_agreement(product))
        return row["attribute_values"]

    def _make_bank_agreement(self, product=None):
        return self.env["bank.agreement"].create(
            {
                "number": "0",
                "partner_id": self.partner.id,
                "product_id": (product or self.bank["products"][0]).id,
                "currency_id": self.bank["currency"].id,
            }
        )

    def _make_bank_agreement_party(self):
        agreement = self._make_bank_agreement()
        agreement._activate()
        return agreement.party_ids

    def _make_bank_agreement_payment(self):
        return self.env["bank.agreement.payment"].create(
            {"agreement_id": self._make_bank_agreement().id, "date": TODAY}
        )

    def _make_bank_account(self):
        return self.env["bank.account"].create(
            {
                "number": "0",
                "partner_id": self.partner.id,
                "currency_id": self.bank["currency"].id,
            }
        )

    def _make_bank_operation(self):
        return self.env["bank.operation"].create(
            {"account_id": self._make_bank_account().id, "date": TODAY, "amount": 1}
        )

    def _make_bank_interaction(self):
        return self.partner._log_interaction(channel="phone", subject="0")


def _fill_agreements(env, makers):
    """Return the id of the first of them; the others follow in the clients' order."""
    env.cr.execute("SELECT sum(agreements) FROM bench_client")
    start = reserve(env, "bank_agreement", int(env.cr.fetchone()[0]))
    is_term = "a.trade IN ('credit', 'deposit')"
    varied = {
        "id": f"{start} + a.n",
        "number": "a.prefix || '-' || extract(year FROM a.date_start) || '/' "
        "|| lpad(a.n::text, 8, '0')",
        "source_key": "'bench-' || a.n",
        "product_id": "a.product_id",
        "trade": "a.trade",
        "partner_id": "a.partner_id",
        "branch_id": "a.branch_id",
        "date_start": "a.date_start",
        "date_end": "a.date_end",
        "date_closed": "CASE WHEN a.state = 'closed' THEN a.date_end END",
        "term_months": f"CASE WHEN {is_term} THEN a.term ELSE 0 END",
        "rate": "a.rate",
        "amount": "a.amount",
        "balance": "CASE WHEN a.state = 'closed' THEN 0 "
        "ELSE round(a.amount * pg_temp.draw(a.n, 15)::numeric, 2) END",
        "arrears": "CASE WHEN a.state = 'defaulted' THEN round(a.amount / 20, 2) ELSE 0 END",
        "state": "a.state",
        "attribute_values": "CASE WHEN a.mileage IS NULL THEN a.attributes "
        "ELSE jsonb_build_object(a.mileage, "
        "1000 + floor(pg_temp.draw(a.n, 17) * 200000)::int) END",
    }
    makers.insert("bank_agreement", varied, f"FROM ({_drawn_agreements(is_term)}) a")
    return start


def _drawn_agreements(is_term):
    """Return the query that draws product, dates, amount and state of each agreement."""
    terms = "(ARRAY[6, 12, 24, 36, 60])[1 + floor(pg_temp.draw(c.n, 13) * 5)::int]"
    return f"""
        SELECT *, CASE WHEN date_end < '{TODAY}' THEN 'closed'
                       WHEN trade = 'credit' AND pg_temp.draw(n, 16) < 0.04
                       THEN 'defaulted' ELSE 'active' END AS state
          FROM (
            SELECT *, CASE WHEN {is_term}
                   THEN (date_start + make_interval(months => term))::date END AS date_end
              FROM (
                SELECT c.n, c.id AS partner_id, c.branch_id, k.id AS product_id, k.trade,
                       k.prefix, k.rate, k.attributes, k.mileage, {terms} AS term,
                       '{TODAY}'::date - floor(pg_temp.draw(c.n, 12) * 3000)::int AS date_start,
                       round(power(10, 4 + 2.3 * pg_temp.draw(c.n, 14))::numeric, 2) AS amount
                  FROM (SELECT *, agreements_before + place AS n
                          FROM bench_client, generate_series(0, agreements - 1) place) c
                  JOIN bench_kind k ON k.place = floor(pg_temp.draw(c.n::bigint, 11) * 10)
              ) a
          ) a
    """


def _make_kinds(env, makers, bank):
    """Only a car loan has a mileage; what the others hold is for the ORM to say."""
    env.cr.execute(
        "CREATE TEMP TABLE bench_kind (place int, id int, trade text, prefix text, "
        "rate numeric, attributes jsonb, mileage text) ON COMMIT DROP"
    )
    mileage = {"car": catalogue.MILEAGE}
    pairs = zip(bank["products"], catalogue.PRODUCTS)
    for place, (product, (code, _name, trade, prefix, rate)) in enumerate(pairs):
        env.cr.execute(
            "INSERT INTO bench_kind SELECT %s, %s, %s, %s, %s, "
            f"{makers.read_attributes(product)}, %s",
            [place, product.id, trade, prefix, rate, mileage.get(code)],
        )
    env.cr.execute("ANALYZE bench_kind")


def _fill_parties(env, makers, start):
    varied = {"agreement_id": "a.id", "partner_id": "a.partner_id", "role": "'owner'"}
    makers.insert(
        "bank_agreement_party",
        varied,
        f"FROM bank_agreement a WHERE a.id >= {start} ORDER BY a.id",
    )


def _fill_accounts(env, makers, start):
    varied = {
        "number": f"'408178100' || lpad((a.id - {start})::text, 11, '0')",
        "source_key": f"'bench-' || (a.id - {start})",
        "partner_id": "a.partner_id",
        "branch_id": "a.branch_id",
        "agreement_id": "a.id",
        "balance": "a.balance",
        "date_opened": "a.date_start",
        "date_closed": "a.date_closed",
        "state": "CASE WHEN a.state = 'closed' THEN 'closed' ELSE 'open' END",
    }
    makers.insert(
        "bank_account",
        varied,
        f"FROM bank_agreement a WHERE a.id >= {start} AND a.trade <> 'credit' ORDER BY a.id",
    )


def _fill_payments(env, makers, start):
    """Every second running loan has the year's part of its schedule."""
    varied = {
        "agreement_id": "a.id",
        "date": "a.date",
        "kind": "'schedule'",
        "state": f"CASE WHEN a.date >= '{TODAY}' THEN 'due' "
        "WHEN a.state = 'defaulted' THEN 'overdue' ELSE 'paid' END",
        "amount": "a.principal + a.interest",
        "principal": "a.principal",
        "interest": "a.interest",
        "fee": "0",
    }
    makers.insert(
        "bank_agreement_payment",
        varied,
        f"""
        FROM (
            SELECT a.id, a.state, d::date AS date,
                   round(a.amount / a.term_months, 2) AS principal,
                   round(a.balance * a.rate / 1200, 2) AS interest
              FROM bank_agreement a, generate_series(
                   GREATEST(a.date_start, '{TODAY}'::date - 180) + interval '1 month',
                   LEAST(a.date_end, '{TODAY}'::date + 180), interval '1 month') d
             WHERE a.id >= {start} AND a.trade = 'credit' AND a.state <> 'closed'
               AND (a.id - {start}) % 2 = 0
        ) a
        """,
    )


def _fill_operations(env, makers, first):
    """Few on most accounts; thousands on the first one of the client ``first``."""
    memos, kinds = (_array(env, values) for values in (MEMOS, KINDS))
    place = f"1 + floor(pg_temp.draw(o.n, 32) * {len(MEMOS)})::int"
    varied = {
        "account_id": "o.id",
        "partner_id": "o.partner_id",
        "date": _moment("o.n", 31),
        "memo": f"({memos})[{place}]",
        "kind": f"({kinds})[{place}]",
        "amount": f"round((pg_temp.draw(o.n, 33) * 9000 + 10)::numeric, 2) "
        f"* CASE WHEN ({kinds})[{place}] = 'salary' THEN 1 ELSE -1 END",
        "balance_after": "round((pg_temp.draw(o.n, 34) * 90000)::numeric, 2)",
    }
    makers.insert(
        "bank_operation",
        varied,
        f"""
        FROM (SELECT a.id, a.partner_id, a.rank * {MOST_OPERATIONS} + place AS n
                FROM (SELECT id, partner_id, row_number() OVER (ORDER BY id) AS rank
                        FROM bank_account WHERE partner_id >= {first}) a,
                     generate_series(1, CASE
                         WHEN a.rank = 1
                         THEN (SELECT LEAST({MOST_OPERATIONS}, count(*)) FROM bench_client)
                         ELSE floor(1.3 * power(pg_temp.draw(a.rank, 30), -0.4)) END::int
                     ) place) o
        """,
    )


def _fill_interactions(env, makers):
    codes = {row.code: row.id for row in env["bank.channel"].sudo().search([])}
    channels = [codes[code] for code in CHANNELS]
    subjects, summaries, channels = (
        _array(env, values) for values in (SUBJECTS, SUMMARIES, channels)
    )
    varied = {
        "partner_id": "c.id",
        "user_id": "c.manager_id",
        "date": _moment("c.n", 21),
        "channel_id": _pick(channels, len(CHANNELS), 22),
        "direction": "CASE WHEN pg_temp.draw(c.n, 23) < 0.6 THEN 'in' ELSE 'out' END",
        "subject": _pick(subjects, len(SUBJECTS), 24),
        "summary": "CASE WHEN pg_temp.draw(c.n, 25) < 0.4 THEN "
        f"{_pick(summaries, len(SUMMARIES), 26)} END",
    }
    makers.insert(
        "bank_interaction",
        varied,
        "FROM (SELECT *, interactions_before + place AS n "
        "FROM bench_client, generate_series(0, interactions - 1) place) c",
    )


def _array(env, values):
    return env.cr.mogrify("%s", [list(values)]).decode()


def _moment(number, salt):
    """Return SQL for a moment of the last five years."""
    seconds = f"floor(pg_temp.draw({number}, {salt}) * 157680000)"
    return f"timestamp '{TODAY}' - {seconds} * interval '1 second'"


def _pick(array, length, salt):
    return f"({array})[1 + floor(pg_temp.draw(c.n, {salt}) * {length})::int]"
