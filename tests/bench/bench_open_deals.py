# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The screens of 200,000 open deals as the web client asks for them, for who sees all.

``deals_board``: the columns with their sums, forty cards each, and the bars above them.
``deals_list``: the first eighty lines and their number. ``deals_forecast``: the pivot of
stages by months of closing, worth and by probability.

* *stock*: the same screens of ``crm`` over as many plain leads of the same database, for
  a sales manager who sees all of them.
* *floor*: the sums and the ids that the screen shows, by hand.

It raises where the board does not show all deals.
"""

from odoo.tools import SQL

from . import timing, web_client
from .base import Bank
from .bench_deals import Deals

DEALS = 200_000
CARDS, LINES, COUNTED = 40, 80, 10_001
OPEN = [("type", "=", "opportunity"), ("won_status", "=", "pending")]
RUSSIAN = {"lang": "ru_RU"}
STOCK = {
    "kanban": "crm.crm_case_kanban_view_leads",
    "list": "crm.crm_case_tree_view_oppor",
}
BARS = {
    "field": "activity_state",
    "colors": {"planned": "success", "today": "warning", "overdue": "danger"},
}
INSERT = """
    INSERT INTO crm_lead (name, type, active, company_id, partner_id, product_id,
           user_id, branch_id, process_id, stage_id, amount, currency_id, term_months,
           expected_revenue, probability, automated_probability, prorated_revenue,
           won_status, priority, date_deadline, date_last_stage_update,
           create_date, write_date)
    SELECT 'Deal ' || n, 'opportunity', TRUE, %(company)s,
           (%(partners)s::int[])[1 + n %% %(partner_count)s], %(product)s, %(user)s,
           (%(branches)s::int[])[1 + n %% %(partner_count)s], %(process)s,
           (%(stages)s::int[])[1 + n %% 3], w, %(currency)s, 12 + n %% 48, w, c, c,
           w * c / 100, 'pending', '0', current_date + (n %% 541),
           now() - n %% 90 * interval '1 day', now() - n %% 90 * interval '1 day', now()
      FROM generate_series(1, %(count)s) n,
           LATERAL (SELECT 10000 + n::bigint * 104729 %% 3000000 AS w,
                           10 + n %% 3 * 30 AS c) x
"""


class Board:
    """Deals and plain leads in one table; all of it is rolled back."""

    def __init__(self, env, n, count):
        self.bank, self.count = Bank(env, n), count
        self.env = self.bank.env(su=True)
        maker = Deals(self.bank)
        clients = self.env["res.partner"].search(
            [("client_kind", "=", "person")], limit=500, order="id"
        )
        stages = maker.process._get_stages().filtered(lambda stage: not stage.is_won)
        plain = self.env["crm.stage"].search(
            [("process_id", "=", False), ("is_won", "=", False)], limit=3
        )
        self._fill(clients, maker.process, stages, maker.product)
        self._fill(clients, maker.process.browse(), plain, maker.product.browse())
        self.env.cr.execute("ANALYZE crm_lead")
        self.reader = self.bank.env(user=self.bank.auditor.id, context=RUSSIAN)
        seller = self.bank.manager.copy({"login": "bench_stock_sales", "name": "Sales"})
        seller.sudo().group_ids = self.env.ref("sales_team.group_sale_manager") | (
            self.env.ref("base.group_user")
        )
        self.seller = self.bank.env(user=seller.id, context=RUSSIAN)

    def _fill(self, clients, process, stages, product):
        stages = (stages.ids * 3)[:3]
        self.env.cr.execute(
            SQL(
                INSERT,
                company=self.env.company.id,
                partners=clients.ids if process else [None],
                branches=clients.mapped("branch_id.id") if process else [None],
                partner_count=len(clients) if process else 1,
                product=product.id or None,
                user=self.bank.manager.id,
                process=process.id or None,
                stages=stages,
                currency=self.env.company.currency_id.id,
                count=self.count,
            )
        )


def _measure(env, n, count, ask, by_hand):
    board = Board(env, n, count)
    deals = [*OPEN, ("process_id", "!=", False)]
    leads = [*OPEN, ("process_id", "=", False)]

    def take(reader, domain, prefix):
        def run():
            reader.invalidate_all()
            return ask(reader, domain, prefix, count)

        run()  # what a worker keeps between requests
        return timing.median(run)

    return {
        "ours_s": take(board.reader, deals, "bank_deals.crm_lead_view_%s_deal"),
        "floor_s": timing.median(lambda: _run_all(board.env, by_hand)),
        "stock_s": take(board.seller, leads, STOCK),
    }


def _run_all(env, statements):
    for statement in statements:
        env.cr.execute(statement)
        env.cr.fetchall()


def _get_specification(env, views, kind):
    name = views[kind] if isinstance(views, dict) else views % kind
    return web_client.read_specification(env, "crm.lead", env.ref(name).id, kind)


def _ask_board(env, domain, views, count):
    leads = env["crm.lead"]
    found = leads.web_read_group(
        domain,
        ["stage_id"],
        ["expected_revenue:sum"],
        limit=80,
        auto_unfold=True,
        unfold_read_specification=_get_specification(env, views, "kanban"),
        unfold_read_default_limit=CARDS,
    )
    leads.read_progress_bar(domain, "stage_id", BARS)
    shown = sum(group["__count"] for group in found["groups"])
    if shown != count:
        raise AssertionError(f"{shown} of {count} deals are on the board")


def _ask_list(env, domain, views, count):
    specification = _get_specification(env, views, "list")
    found = env["crm.lead"].web_search_read(
        domain, specification, limit=LINES, count_limit=COUNTED
    )
    if len(found["records"]) != min(LINES, count):
        raise AssertionError("the list is short")


def _ask_forecast(env, domain, views, count):
    sets = [[], ["stage_id"], ["date_deadline:month"]]
    sets.append(["stage_id", "date_deadline:month"])
    measures = ["expected_revenue:sum", "prorated_revenue:sum", "__count"]
    found = env["crm.lead"].formatted_read_grouping_sets(domain, sets, measures)
    if found[0][0]["__count"] != count:
        raise AssertionError("the forecast does not count all deals")


OURS = "type = 'opportunity' AND won_status = 'pending' AND process_id IS NOT NULL"
BOARD_BY_HAND = (
    f"SELECT stage_id, count(*), sum(expected_revenue) FROM crm_lead WHERE {OURS}"
    " AND active GROUP BY stage_id",
    f"SELECT s.id, d.id FROM crm_stage s, LATERAL (SELECT id FROM crm_lead WHERE {OURS}"
    " AND active AND stage_id = s.id ORDER BY priority DESC, id DESC LIMIT 40) d",
)
LIST_BY_HAND = (
    f"SELECT id FROM crm_lead WHERE {OURS} AND active"
    " ORDER BY priority DESC, id DESC LIMIT 80",
    f"SELECT count(*) FROM (SELECT 1 FROM crm_lead WHERE {OURS} AND active"
    " LIMIT 10001) t",
)
FORECAST_BY_HAND = (
    "SELECT stage_id, date_trunc('month', date_deadline), sum(expected_revenue),"
    f" sum(prorated_revenue), count(*) FROM crm_lead WHERE {OURS} AND active"
    " GROUP BY GROUPING SETS ((), (1), (2), (1, 2))",
)


def measure_board(env, n, count=DEALS):
    return _measure(env, n, count, _ask_board, BOARD_BY_HAND)


def measure_list(env, n, count=DEALS):
    return _measure(env, n, count, _ask_list, LIST_BY_HAND)


def measure_forecast(env, n, count=DEALS):
    return _measure(env, n, count, _ask_forecast, FORECAST_BY_HAND)


MEASURES = {
    "deals_board": measure_board,
    "deals_list": measure_list,
    "deals_forecast": measure_forecast,
}
