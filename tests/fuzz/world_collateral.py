# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What clients of the small bank have pledged."""


def _make_owner(factory, side):
    return factory.env["bank.collateral.owner"].create(
        {
            "collateral_id": factory.get("bank.collateral", side).id,
            "partner_id": factory.get("res.partner:second", side).id,
            "share": 10,
        }
    )


def _make_party(factory, side):
    return factory.env["bank.application.party"].create(
        {
            "application_id": factory.get("bank.application", side).id,
            "partner_id": factory.get("res.partner:second", side).id,
            "role": "guarantor",
        }
    )


def _make_pledge(factory, side):
    return factory.env["bank.collateral.pledge"].create(
        {
            "collateral_id": factory.get("bank.collateral", side).id,
            "agreement_id": factory.get("bank.agreement", side).id,
            "registration": factory.token("bank.collateral.pledge", side),
        }
    )


def _make_policy(factory, side):
    return factory.env["bank.collateral.insurance"].create(
        {
            "collateral_id": factory.get("bank.collateral", side).id,
            "number": factory.token("bank.collateral.insurance", side),
            "insurer": "Insurer",
            "amount": 1000,
            "date_start": "2026-01-01",
            "date_end": "2026-12-31",
        }
    )


def _make_valuation(factory, side):
    return factory.env["bank.collateral.valuation"].create(
        {
            "collateral_id": factory.get("bank.collateral", side).id,
            "appraiser": factory.token("bank.collateral.valuation", side),
            "market_value": 1000,
            "date": "2026-01-01",
        }
    )


MAKERS = {
    "bank.application.party": _make_party,
    "bank.collateral.insurance": _make_policy,
    "bank.collateral.owner": _make_owner,
    "bank.collateral.pledge": _make_pledge,
    "bank.collateral.valuation": _make_valuation,
}
