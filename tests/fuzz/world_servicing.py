# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Loans after their issue."""

DAYS = {"a": 2, "b": 3}


def _make_bucket(factory, side):
    """Beyond those that are shipped, whose last one is given an end."""
    buckets = factory.env["bank.delinquency.bucket"]
    buckets.search([("days_to", "=", 0)]).days_to = 900
    day = 1_000 + DAYS[side]
    return buckets.create({"name": f"Fuzz {side}", "days_from": day, "days_to": day})


def _make_pause(factory, side):
    return factory.env["bank.delinquency.pause"].create(
        {
            "agreement_id": factory.get("bank.agreement", side).id,
            "date_start": "2026-01-01",
            "date_end": "2026-01-31",
            "reason": factory.token("bank.delinquency.pause", side),
        }
    )


def _make_day(factory, side):
    agreement = factory.get("bank.agreement", side)
    return factory.env["bank.delinquency.day"].create(
        {
            "agreement_id": agreement.id,
            "partner_id": agreement.partner_id.id,
            "date": "2026-01-02",
            "date_since": "2026-01-01",
            "days": 1,
        }
    )


def _make_run(factory, side):
    day = f"2026-01-0{DAYS[side]}"
    return factory.env["bank.delinquency.run"].create({"date": day})


def _make_standing(factory, side):
    agreement = factory.get("bank.agreement", side)
    return factory.env["bank.borrower.standing"].create(
        {
            "partner_id": agreement.partner_id.id,
            "agreement_id": agreement.id,
            "date_start": "2026-01-02",
        }
    )


def _make_change(factory, side):
    return factory.env["bank.loan.change"].create(
        {
            "agreement_id": factory.get("bank.agreement", side).id,
            "reason": factory.token("bank.loan.change", side),
        }
    )


def _make_review(factory, side):
    return factory.env["bank.loan.review"].create(
        {
            "partner_id": factory.get("res.partner", side).id,
            "conclusion": factory.token("bank.loan.review", side),
        }
    )


MAKERS = {
    "bank.borrower.standing": _make_standing,
    "bank.delinquency.bucket": _make_bucket,
    "bank.delinquency.day": _make_day,
    "bank.delinquency.pause": _make_pause,
    "bank.delinquency.run": _make_run,
    "bank.loan.change": _make_change,
    "bank.loan.review": _make_review,
}
