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
            "subject": f"{client._name}/{client.id}",
            "key": f"fuzz-{side}",
            "payload": factory.token("bank.outbox", side),
        }
    )


def _make_cash_item(factory, side):
    return factory.env["bank.cash.flow.item"].create(
        {
            "name": f"Row {side}",
            "whose": "person",
            "formula": "income_salary",
        }
    )


def _make_cash_line(factory, side):
    application = factory.get("bank.application", side)
    return factory.env["bank.cash.flow.line"].create(
        {
            "application_id": application.id,
            "party_id": application.party_ids[:1].id,
            "item_id": factory.get("bank.cash.flow.item", side).id,
            "amount_found": 1000,
            "is_found": True,
            "reason": factory.token("bank.cash.flow.line", side),
        }
    )


def _make_cash_transfer(factory, side):
    party = factory.get("bank.application.party", side)
    return factory.env["bank.cash.flow.transfer"].create(
        {
            "application_id": party.application_id.id,
            "payer_id": (party.application_id.party_ids - party)[:1].id,
            "receiver_id": party.id,
            "amount": 1000,
            "reason": factory.token("bank.cash.flow.transfer", side),
        }
    )


def _make_memo(factory, side):
    return factory.env["bank.credit.memo"].create(
        {
            "application_id": factory.get("bank.application", side).id,
            "user_id": factory.env.uid,
            "version": 1,
        }
    )


def _make_memo_line(factory, side):
    return factory.env["bank.credit.memo.line"].create(
        {
            "memo_id": factory.get("bank.credit.memo", side).id,
            "section_id": factory.get("bank.credit.memo.section", side).id,
            "text": factory.token("bank.credit.memo.line", side),
        }
    )


def _make_memo_section(factory, side):
    return factory.env["bank.credit.memo.section"].create(
        {"name": factory.token("bank.credit.memo.section", side), "has_text": True}
    )


def _make_validation(factory, side):
    return factory.env["bank.application.validation"].create(
        {
            "application_id": factory.get("bank.application", side).id,
            "item_id": factory.get("bank.validation.item", side).id,
            "comment": factory.token("bank.application.validation", side),
        }
    )


def _make_refusal(factory, side):
    return factory.env["bank.application.refusal"].create(
        {
            "application_id": factory.get("bank.application", side).id,
            "reason_id": factory.get("bank.refusal.reason", side).id,
            "date": "2026-01-01",
            "user_id": factory.env.uid,
        }
    )


MAKERS = {
    "bank.cash.flow.item": _make_cash_item,
    "bank.cash.flow.line": _make_cash_line,
    "bank.cash.flow.transfer": _make_cash_transfer,
    "bank.application.refusal": _make_refusal,
    "bank.application.validation": _make_validation,
    "bank.credit.memo": _make_memo,
    "bank.credit.memo.line": _make_memo_line,
    "bank.credit.memo.section": _make_memo_section,
    "bank.outbox": _make_message,
    "bank.credit.report": _make_report,
    "bank.credit.report.line": _make_obligation,
    "bank.scorecard.band": _make_band,
    "bank.scorecard.characteristic": _make_characteristic,
    "bank.scoring.result": _make_score,
}
