# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

OBJECTS = """
    SELECT o.*, own_value * factor AS value
      FROM (SELECT c.id AS collateral_id, f.factor,
                   round(COALESCE(v.market_value, 0) * GREATEST(0, 100
                         - COALESCE(k.discount, 0)
                         - COALESCE(k.stale_discount, 0) * l.months) / 100, 2)
                   AS own_value,
                   l.months > 0 AS is_stale, v.id IS NULL AS is_unvalued,
                   COALESCE(k.is_insurance_required, FALSE) AS is_to_insure,
                   COALESCE(k.is_insurance_required, FALSE) AND s.amount IS NULL
                   AS is_uninsured,
                   s.amount * f.factor AS insured, v.market_value * f.factor AS market
              FROM bank_collateral c
              JOIN bank_collateral_kind k ON k.id = c.kind_id
              JOIN factors f ON f.currency_id = c.currency_id
              LEFT JOIN bank_collateral_valuation v ON v.id = c.valuation_id
             CROSS JOIN LATERAL (%(late)s) l (months)
             CROSS JOIN LATERAL (
                   SELECT SUM(i.amount) AS amount
                     FROM bank_collateral_insurance i
                    WHERE i.collateral_id = c.id AND i.is_bank_beneficiary
                      AND %(today)s BETWEEN i.date_start AND i.date_end) s
             WHERE %(condition)s) o
"""
# as ``_get_rates`` of ``res.currency``: the last rate by then, else the first one, else 1
FACTORS = """
    (WITH rated AS MATERIALIZED (
        SELECT c.id, COALESCE(
                   (SELECT r.rate FROM res_currency_rate r
                     WHERE r.currency_id = c.id AND r.name <= %(date)s
                       AND (r.company_id = %(company)s OR r.company_id IS NULL)
                     ORDER BY r.company_id, r.name DESC LIMIT 1),
                   (SELECT r.rate FROM res_currency_rate r
                     WHERE r.currency_id = c.id
                       AND (r.company_id = %(company)s OR r.company_id IS NULL)
                     ORDER BY r.company_id, r.name LIMIT 1),
                   1.0) AS rate
          FROM res_currency c)
     SELECT rated.id, home.rate / rated.rate
       FROM rated JOIN rated home ON home.id = %(home)s)
"""
VALUES = """
    WITH factors (currency_id, factor) AS %(factors)s %(objects)s
"""
LATE_MONTHS = """
    SELECT CASE WHEN c.date_valuation_due < %(today)s
                THEN full_months + (c.date_valuation_due
                     + full_months * interval '1 month' < %(today)s)::int
                ELSE 0 END
      FROM (SELECT COALESCE(EXTRACT(YEAR FROM a) * 12
                   + EXTRACT(MONTH FROM a), 0)::int AS full_months
              FROM age(%(today)s::timestamp, c.date_valuation_due) a) m
"""
PLEDGES = """
    WITH factors (currency_id, factor) AS %(factors)s,
         object AS MATERIALIZED (%(objects)s),
         live AS (%(claims)s),
         ranked AS (
            SELECT l.*, o.value AS whole, o.factor, o.is_stale, o.is_unvalued,
                   o.is_uninsured,
                   o.is_to_insure AND o.insured + 0.01 < LEAST(o.market,
                       SUM(l.claim) OVER (PARTITION BY l.collateral_id))
                   AS is_underinsured,
                   COALESCE(SUM(l.claim) OVER (
                       PARTITION BY l.collateral_id ORDER BY l.rank
                       GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
                   AS seniors,
                   COALESCE(SUM(l.share) OVER (
                       PARTITION BY l.collateral_id, l.rank
                       ORDER BY (l.state <> 'active'), l.id
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
                   AS taken,
                   CASE WHEN l.state = 'active'
                        THEN SUM(l.claim) FILTER (WHERE l.state = 'active') OVER (
                             PARTITION BY l.collateral_id, l.rank) - l.claim
                        ELSE COALESCE(SUM(l.claim) OVER (
                             PARTITION BY l.collateral_id, l.rank
                             ORDER BY (l.state <> 'active'), l.id
                             ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
                   END AS peers
              FROM live l
              JOIN object o ON o.collateral_id = l.collateral_id)
    SELECT r.*, taken + share > 100 AS is_taken,
           LEAST(GREATEST(0, whole - prior_claims * factor - seniors)
                 * LEAST(share, GREATEST(0, 100 - taken)) / 100,
                 CASE WHEN secured_amount > 0
                      THEN secured_amount * factor END) AS value
      FROM ranked r
"""
# what an agreement owes, or may come to owe without asking the bank again: the same as
# ``bank.agreement._get_debt``
DEBT = """
    CASE WHEN %(a)s.state = 'closed' THEN NULL
         WHEN %(a)s.trade = 'card'
         THEN COALESCE(NULLIF(%(a)s.amount_limit, 0), %(a)s.amount, 0)
         WHEN %(a)s.trade = 'account'
         THEN GREATEST(-%(a)s.balance, %(a)s.amount_limit, 0)
         WHEN %(a)s.amount_limit <> 0
         THEN GREATEST(%(a)s.balance, %(a)s.amount_limit)
         ELSE COALESCE(NULLIF(%(a)s.balance, 0), %(a)s.amount, 0) END
"""
CLAIMS = """
    SELECT * FROM (
        SELECT p.id, p.collateral_id, p.rank, p.share, p.state, %(links)s,
               COALESCE(p.prior_claims, 0) AS prior_claims,
               COALESCE(p.secured_amount, 0) AS secured_amount,
               LEAST(t.debt, CASE WHEN p.secured_amount > 0
                     THEN p.secured_amount * o.factor END) AS claim
          FROM bank_collateral_pledge p
          JOIN object o ON o.collateral_id = p.collateral_id %(joins)s
         CROSS JOIN LATERAL (SELECT CASE %(debts)s END AS debt) t
         WHERE p.state <> 'released'
           AND (p.date_end IS NULL OR p.date_end >= %(today)s)) p
     WHERE claim IS NOT NULL
"""


class BankCollateralPledge(models.Model):
    """What pledges bring: one statement for a document, an object or the whole bank.

    Worked in the currency of the company. Value of the object: market value less the
    discount of its kind and that of an old valuation. A rank gets what lenders before
    the bank and the debts of earlier ranks leave of it, each pledge its share of that:
    no more than registered pledges of its rank, and earlier proposals, have not taken.
    Insured is what is insured for its market value, or for all that it secures where
    that is less (Civil Code of Russia, article 343; law 102-FZ, article 31).
    """

    _inherit = "bank.collateral.pledge"

    @api.depends("collateral_id", "rank", "share", "secured_amount", "prior_claims")
    @api.depends("state", "agreement_id", "collateral_id.valuation_id")
    def _compute_value(self):
        rows = self._origin._read_pledges()
        for pledge in self:
            row = rows.get(pledge._origin.id)
            pledge.value = float(row["value"] / row["factor"]) if row else 0

    def _read_pledges(self):
        """Return ``{id: row}`` of the pledges of these that are alive."""
        if not self:
            return {}
        self.env.flush_all()
        today = fields.Date.context_today(self)
        self.env.cr.execute(
            self._select_pledges(
                today,
                SQL(
                    "c.id IN (SELECT p.collateral_id FROM bank_collateral_pledge p "
                    "WHERE p.id = ANY(%s))",
                    self.ids,
                ),
            )
        )
        return {row["id"]: row for row in self.env.cr.dictfetchall()}

    @api.model
    def _get_claim_tables(self):
        """Hook: ``{link of the pledge: SQL of the debt of its document}``.

        The table of the document has the alias ``d_<link>``; the debt is in the
        currency ``d_<link>.currency_id``; NULL: nothing is secured any more.
        """
        agreement = SQL.identifier("d_agreement_id")
        return {"agreement_id": ("bank_agreement", SQL(DEBT, a=agreement))}

    @api.model
    def _select_factors(self):
        """SQL of (currency_id, factor): what one unit is in the company's currency."""
        company = self.env.company
        self.env["res.currency.rate"].flush_model()
        return SQL(
            FACTORS,
            date=fields.Date.context_today(self),
            company=company.root_id.id,
            home=company.currency_id.id,
        )

    @api.model
    def _select_values(self, today, condition):
        """SQL of what objects are worth, of those that meet a condition on ``c``.

        Columns: collateral_id, factor, own_value (in its currency), value (in the
        company's), is_stale, is_unvalued, is_uninsured; is_to_insure, insured and
        market (in the company's).
        """
        return SQL(
            VALUES,
            factors=self._select_factors(),
            objects=self._select_objects(today, condition),
        )

    @api.model
    def _select_objects(self, today, condition):
        """SQL of `_select_values` where the factors are at hand as ``factors``."""
        return SQL(
            OBJECTS,
            today=today,
            late=self._select_late_months(today),
            condition=condition,
        )

    @api.model
    def _select_late_months(self, today):
        """SQL of the months, also one begun, by which a valuation is out of date."""
        return SQL(
            LATE_MONTHS,
            today=today,
        )

    @api.model
    def _select_pledges(self, today, condition):
        """SQL of what each living pledge brings, of objects as in `_select_values`."""
        return SQL(
            PLEDGES,
            factors=self._select_factors(),
            objects=self._select_objects(today, condition),
            claims=self._select_claims(today),
        )

    @api.model
    def _select_claims(self, today):
        """SQL of living pledges of the objects, with what is owed under each."""
        tables = self._get_claim_tables()
        return SQL(
            CLAIMS,
            links=SQL(", ").join(SQL("p.%s", SQL.identifier(name)) for name in tables),
            joins=SQL(" ").join(
                self._join_claim(name, table) for name, (table, _debt) in tables.items()
            ),
            debts=SQL(" ").join(
                SQL(
                    "WHEN p.%s IS NOT NULL THEN %s * %s.factor",
                    SQL.identifier(name),
                    debt,
                    SQL.identifier(f"f_{name}"),
                )
                for name, (_table, debt) in tables.items()
            ),
            today=today,
        )

    @api.model
    def _join_claim(self, name, table):
        """SQL that adds a document of pledges and the factor of its currency."""
        alias, rate = SQL.identifier(f"d_{name}"), SQL.identifier(f"f_{name}")
        return SQL(
            "LEFT JOIN %(table)s %(alias)s ON %(alias)s.id = p.%(link)s "
            "LEFT JOIN factors %(rate)s "
            "ON %(rate)s.currency_id = %(alias)s.currency_id",
            table=SQL.identifier(table),
            alias=alias,
            link=SQL.identifier(name),
            rate=rate,
        )
