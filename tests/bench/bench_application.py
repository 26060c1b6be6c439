# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Opening an application for a loan as the web client does: ``web_read`` of the form.

``application_form`` opens one with twenty parties, pledges and obligations at a bureau.
It raises where that costs more statements than the same with two of each. *floor*: the
same rows by hand, a statement a list, without rights, names and figures.
"""

from functools import partial

from odoo import fields
from odoo.fields import Command

from . import timing, web_client
from .base import Bank
from .bench_deals import Deals

FORM = "bank_loan_pipeline.bank_application_view_form"
FEW, MANY, REPEATS = 2, 20, 9
BY_HAND = (
    "SELECT * FROM bank_application WHERE id = %(id)s",
    "SELECT * FROM bank_application_party WHERE application_id = %(id)s",
    """SELECT p.*, c.name FROM bank_collateral_pledge p
         JOIN bank_collateral c ON c.id = p.collateral_id WHERE application_id = %(id)s""",
    """SELECT l.* FROM bank_credit_report_line l
         JOIN bank_credit_report r ON r.id = l.report_id WHERE application_id = %(id)s""",
)


class Applications:
    """Applications of one manager with parts as many as asked for. All rolled back."""

    def __init__(self, bank):
        self.bank = bank
        self.env = bank.env
        self.deals = Deals(bank)
        self.clients = bank.clients_of(bank.manager, MANY + 1)
        self.bureau = self.env["bank.credit.bureau"].search([], limit=1)

    def make(self, parts):
        """Return an application with so many parties, pledges and obligations."""
        application = self.env["bank.application"].create(
            {
                "deal_id": self.deals.make(1).id,
                "amount": 500_000,
                "term_months": 60,
                "rate": 18,
                "purpose": "Ремонт",
            }
        )
        self._add_parties(application, parts)
        self._add_pledges(application, parts)
        self._add_report(application, parts)
        self.env.flush_all()
        return application

    def _add_parties(self, application, parts):
        others = self.clients - application.partner_id
        self.env["bank.application.party"].create(
            [
                {
                    "application_id": application.id,
                    "partner_id": client.id,
                    "role": "guarantor",
                }
                for client in others[:parts]
            ]
        )

    def _add_pledges(self, application, parts):
        kind = self.env["bank.collateral.kind"].search([], limit=1)
        objects = self.env["bank.collateral"].create(
            [
                {
                    "name": f"Flat {number}",
                    "kind_id": kind.id,
                    "partner_id": application.partner_id.id,
                }
                for number in range(parts)
            ]
        )
        self.env["bank.collateral.pledge"].create(
            [
                {"application_id": application.id, "collateral_id": row.id}
                for row in objects
            ]
        )

    def _add_report(self, application, parts):
        lines = [
            {"kind": "loan", "balance": 1000 * number, "payment": 100}
            for number in range(parts)
        ]
        report = self.env["bank.credit.report"].create(
            {
                "application_id": application.id,
                "partner_id": application.partner_id.id,
                "bureau_id": self.bureau.id,
                "user_id": self.bank.manager.id,
                "date": fields.Datetime.now(),
                "date_report": fields.Date.today(),
                "state": "received",
                "line_ids": [Command.create(line) for line in lines],
            }
        )
        application.sudo().credit_report_id = report


def application_form(env, count):
    bank = Bank(env, count)
    maker = Applications(bank)
    few, many = maker.make(FEW), maker.make(MANY)
    own = env(user=bank.manager.id, context={"lang": "ru_RU"})
    form = env.ref(FORM).id
    names = web_client.read_specification(own, "bank.application", form)

    def read(application):
        env.invalidate_all()
        return application.with_env(own).web_read(names)[0]

    row = read(many)
    parts = ("party_ids", "pledge_ids", "report_line_ids")
    if any(len(row[name]) < MANY for name in parts):
        raise AssertionError({name: len(row[name]) for name in parts})
    read(few)
    small = timing.count_queries(env, partial(read, few))
    queries = timing.count_queries(env, partial(read, many))
    if queries > small:
        raise AssertionError(
            f"{small} statements for {FEW} parts, {queries} for {MANY}"
        )
    return {
        "ours_s": timing.median(partial(read, many), REPEATS),
        "floor_s": timing.median(partial(_read_by_hand, env, many), REPEATS),
        "stock_s": None,
        "queries": queries,
    }


def _read_by_hand(env, application):
    for query in BY_HAND:
        env.cr.execute(query, {"id": application.id})
        env.cr.fetchall()


MEASURES = {"application_form": application_form}
