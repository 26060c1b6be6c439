# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL, float_compare, format_date, formatLang

# terms whose changes are kept → the columns of an event that hold them
TERMS = {
    "rate": "number",
    "amount": "number",
    "amount_limit": "number",
    "date_end": "date",
}
PRECISION = 4
SHOWN_RATES = 12

# the changes of the staged rows, one a term; drafts have no terms yet
_NOTE = """
    INSERT INTO bank_agreement_event (
           agreement_id, term, date_effective, date, source,
           number_before, number_after, date_before, date_after)
    SELECT a.id, v.term, COALESCE(%(effective)s, %(today)s), %(now)s, 'feed',
           v.number_before, v.number_after, v.date_before, v.date_after
      FROM %(stage)s s
      JOIN bank_agreement a ON a.id = s.id AND a.state <> 'draft'
     CROSS JOIN LATERAL (VALUES %(values)s)
           AS v (term, number_before, number_after, date_before, date_after)
     WHERE s.n = ANY(%(numbers)s)
       AND (COALESCE(v.number_before, 0) <> COALESCE(v.number_after, 0)
            OR v.date_before IS DISTINCT FROM v.date_after)
     ORDER BY s.n
"""


class TermsCause(NamedTuple):
    """Why terms change, said by the server.

    An object, not a word: the context is the caller's input, and nobody sends an
    object of this class over RPC.
    """

    reason: str
    date: object  # from which day the new terms hold


class BankAgreement(models.Model):
    """The terms of an agreement have a history, whoever changes them."""

    _inherit = "bank.agreement"

    amount_limit = fields.Monetary(
        string="Limit",
        help="Up to which the client may draw: of a credit line, an overdraft, a card.",
    )
    date_terms = fields.Date(
        string="Terms in Force Since",
        readonly=True,
        copy=False,
        help="From which day the present terms hold, as the source system says.",
    )
    event_ids = fields.One2many(
        comodel_name="bank.agreement.event",
        inverse_name="agreement_id",
        string="Changes of Terms",
        readonly=True,
        copy=False,
    )
    rate_bars = fields.Json(compute="_compute_rate_bars")

    @api.depends("event_ids")
    @api.depends_context("lang")
    def _compute_rate_bars(self):
        """Bars of the last rates, the first of them from before the first change."""
        for agreement in self:
            changes = agreement.event_ids.filtered(lambda row: row.term == "rate")
            agreement.rate_bars = agreement._prepare_rate_bars(
                changes.sorted(lambda row: (row.date_effective, row.id))[-SHOWN_RATES:]
            )

    def _prepare_rate_bars(self, changes):
        if not changes:
            return False
        rates = [(self.date_start, changes[0].number_before)]
        rates += [(row.date_effective, row.number_after) for row in changes]
        highest = max(rate for _day, rate in rates) or 1
        return [
            {
                "label": format_date(self.env, day) if day else "…",
                "value": f"{formatLang(self.env, rate, digits=2)} %",
                "share": round(100 * rate / highest),
                "level": "primary" if number == len(rates) else "secondary",
            }
            for number, (day, rate) in enumerate(rates, 1)
        ]

    def _get_debt(self):
        """Return what is owed, or may come to be owed without asking the bank again.

        Of a limit all that may be drawn, however little of it is; of another loan what
        is left, before its first payment out all that was promised. What lies on a
        card or an account is the client's: it lessens nothing; below zero it is owed,
        above a limit too.
        """
        self.ensure_one()
        if self.trade == "card":
            return max(self.amount_limit or self.amount, -self.balance)
        if self.trade == "account":
            return max(-self.balance, self.amount_limit, 0)
        if self.amount_limit:
            return max(self.balance, self.amount_limit)
        return self.balance or self.amount

    # Whoever writes

    def _because_of(self, reason, date=None):
        """Return these agreements with what changes from here explained by an act.

        :param str reason: the act as people call it
        :param date: from which day the new terms hold; today where it is not said
        """
        return self.with_context(bank_terms_cause=TermsCause(reason, date))

    def write(self, vals):
        terms = [term for term in TERMS if term in vals]
        if not terms:
            return super().write(vals)
        before = {
            agreement: {term: agreement[term] for term in terms}
            for agreement in self
            if agreement.state != "draft"
        }
        result = super().write(vals)
        self.env["bank.agreement.event"]._insert(self._prepare_events(before))
        if before:
            self.invalidate_recordset(["event_ids", "rate_bars"], flush=False)
        return result

    @api.model
    def _prepare_events(self, before):
        """Return rows of what differs from ``{agreement: {term: value}}``."""
        cause = self.env.context.get("bank_terms_cause")
        if not isinstance(cause, TermsCause):
            cause = None
        common = {
            "date": self.env.cr.now(),
            "source": "act" if cause else "system",
            "reason": cause.reason if cause else None,
        }
        today = fields.Date.context_today(self)
        return [
            {
                **common,
                "agreement_id": agreement.id,
                "term": term,
                "date_effective": (cause and cause.date) or today,
                **_prepare_ends(TERMS[term], value, agreement[term]),
            }
            for agreement, values in before.items()
            for term, value in values.items()
            if _differs(TERMS[term], value, agreement[term])
        ]

    # The feed

    def _get_feed_columns(self):
        return {
            **super()._get_feed_columns(),
            "amount_limit": "number",
            "date_terms": "date",
        }

    def _before_feed_merge(self, columns, numbers):
        """Note what the staged rows change, in one statement however many there are."""
        super()._before_feed_merge(columns, numbers)
        given = {column.name for column in columns}
        if terms := [term for term in TERMS if term in given]:
            days = [SQL("NULL::date")]
            if "date_terms" in given:
                # a day that was said before is not the day of another change
                days.append(SQL("NULLIF(s.date_terms, a.date_terms)"))
            if "source_date" in given:
                days.append(SQL("s.source_date::date"))
            self.env.cr.execute(
                SQL(
                    _NOTE,
                    effective=SQL("COALESCE(%s)", SQL(", ").join(days)),
                    today=fields.Date.context_today(self),
                    now=self.env.cr.now(),
                    stage=SQL.identifier("bank_feed_stage"),
                    values=SQL(", ").join(map(_prepare_staged_ends, terms)),
                    numbers=numbers,
                )
            )


def _differs(kind, before, after):
    if kind == "date":
        return before != after
    return float_compare(before, after, precision_digits=PRECISION) != 0


def _prepare_ends(kind, before, after):
    """Return the four columns of an event of which two are used."""
    ends = dict.fromkeys(("number_before", "number_after", "date_before", "date_after"))
    return {**ends, f"{kind}_before": before or None, f"{kind}_after": after or None}


def _prepare_staged_ends(term):
    """Return the row of VALUES that compares a term of ``a`` with the staged ``s``."""
    name = SQL.identifier(term)
    if TERMS[term] == "date":
        return SQL("(%s, NULL::numeric, NULL::numeric, a.%s, s.%s)", term, name, name)
    return SQL(
        "(%s, a.%s::numeric, round(s.%s, %s), NULL::date, NULL::date)",
        term,
        name,
        name,
        PRECISION,
    )
