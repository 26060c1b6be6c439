# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Records around a deal that the factory cannot find out by itself."""


def _make_facility(factory, side):
    """A further facility of the deal: the product of the deal once more."""
    deal = factory.get("crm.lead", side)
    return factory.env["bank.deal.facility"].create(
        {
            "deal_id": deal.id,
            "product_id": deal.product_id.id,
            "purpose": factory.token("bank.deal.facility", side),
            "amount": 1000.0,
            "term_months": 12,
        }
    )


def _make_response_rule(factory, side):
    return factory.env["bank.response.rule"].create(
        {
            "subject": "message",
            "sequence": 500,
            "regime_id": factory.env.ref("bank_deals.bank_clock_regime_answer").id,
        }
    )


def _make_territory(factory, side):
    return factory.env["bank.territory"].create(
        {"name": f"Territory {side}", "cities": f"Fuzzville {side}"}
    )


def _make_offer_step(factory, side):
    """Stops nothing: no offer is of this kind, in this status, before this step."""
    return factory.env["bank.offer.step"].create(
        {"name": f"Step {side}", "target": "waiting", "origin": "accepted"}
    )


def _make_stage_run(factory, side):
    """The trace of an action on the deal of a side."""
    deal = factory.get("crm.lead", side)
    moment = factory.env.cr.now().replace(microsecond=0)
    return factory.env["bank.stage.run"].create(
        {
            "date": moment,
            "minute": moment.replace(second=0),
            "user_id": deal.user_id.id or factory.env.uid,
            "res_model": deal._name,
            "res_id": deal.id,
            "deal_id": deal.id,
            "kind": "action",
            "name": f"Action {side}",
            "outcome": "done",
            "key": f"fuzz,{side}",
            "problem": factory.token("bank.stage.run", side),
        }
    )


def _make_mailbox(factory, side):
    return factory.env["bank.inquiry.mailbox"].create(
        {
            "name": f"Mailbox {side}",
            "alias_name": f"fuzz-{side}",
            "branch_id": factory.get("bank.branch", side).id,
        }
    )


def _make_letter(factory, side):
    """A letter that has become the inquiry of a side."""
    return factory.env["bank.inquiry.letter"].create(
        {
            "mailbox_id": factory.get("bank.inquiry.mailbox", side).id,
            "inquiry_id": factory.get("bank.inquiry", side).id,
            "date": factory.env.cr.now().replace(microsecond=0),
            "sender": f"fuzz-{side}@client.example",
            "subject": factory.token("bank.inquiry.letter", side),
        }
    )


MAKERS = {
    "bank.deal.facility": _make_facility,
    "bank.inquiry.letter": _make_letter,
    "bank.inquiry.mailbox": _make_mailbox,
    "bank.offer.step": _make_offer_step,
    "bank.response.rule": _make_response_rule,
    "bank.stage.run": _make_stage_run,
    "bank.territory": _make_territory,
}
