# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Scorecards and scores, credit reports, messages to other systems."""


def _make_characteristic(factory, side):
    return factory.env["bank.scorecard.characteristic"].create(
        {
            "scorecard_id": factory.get("bank.scorecard", side).id,
            "name": factory.token("bank.scorecard.characteristic", side),
        }
    )


def _make_band(factory, side):
    return factory.env["bank.scorecard.band"].create(
        {
            "characteristic_id": factory.get("bank.scorecard.characteristic", side).id,
            "name": factory.token("bank.scorecard.band", side),
            "points": 10,
        }
    )


def _make_score(factory, side):
    results = factory.env["bank.scoring.result"]
    row = {
        "application_id": factory.get("bank.application", side).id,
        "scorecard_id": factory.get("bank.scorecard", side).id,
        "score": 100,
        "verdict": "review",
        "reasons": [],
        "override_reason": factory.token("bank.scoring.result", side),
    }
    return results.browse(results._enter([row]))


def _make_report(factory, side):
    application = factory.get("bank.application", side)
    return factory.env["bank.credit.report"].create(
        {
            "application_id": application.id,
            "partner_id": application.partner_id.id,
            "bureau_id": factory.env.ref(
                "bank_loan_pipeline.bank_credit_bureau_file"
            ).id,
            "user_id": factory.env.uid,
            "date": "2026-01-01 12:00:00",
            "state": "failed",
            "number": factory.token("bank.credit.report", side),
        }
    )


def _make_obligation(factory, side):
    return factory.env["bank.credit.report.line"].create(
        {"report_id": factory.get("bank.credit.report", side).id, "kind": "loan"}
    )


def _make_message(factory, side):
    client = factory.get("res.partner", side)
    return factory.env["bank.outbox"].create(
        {
            "system_id": factory.get("bank.outbox.system", side).id,
            "event": "fuzz.made",
            "res_model": client._name,
            "res_id": client.id,
            "key": f"fuzz-{side}",
            "payload": factory.token("bank.outbox", side),
        }
    )


MAKERS = {
    "bank.outbox": _make_message,
    "bank.credit.report": _make_report,
    "bank.credit.report.line": _make_obligation,
    "bank.scorecard.band": _make_band,
    "bank.scorecard.characteristic": _make_characteristic,
    "bank.scoring.result": _make_score,
}
