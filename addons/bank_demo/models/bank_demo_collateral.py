# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from typing import Any, NamedTuple

from odoo import fields, models
from odoo.tools import LazyTranslate

from .bank_demo_deals import MANAGER
from .bank_demo_relations import COMPANIES

_lt = LazyTranslate(__name__)

OFFICER = "collateral"
SECURED = "business_loan"
KEY = "demo-business-1"
AMOUNT, OWED = 1_200_000, 900_000
# a loan of former days, and a valuation that is four months out of date
SIGNED_MONTHS, AGED_MONTHS, AGED_DAYS = 16, 15, 15
INSURER = _lt("Example Insurance (demo)")
APPRAISER = _lt("Example Appraisers (demo), report 1")


class Thing(NamedTuple):
    """What a company of the holding can pledge."""

    name: Any
    kind: str
    owner: str
    number: str
    worth: int  # 0: nobody has valued it
    is_aged: bool
    insured: int


THINGS = {
    "warehouse": Thing(
        _lt("Warehouse with an office (demo)"), "real_estate", "shop",
        "DEMO-CADASTRE-1", 1_400_000, True, 1_500_000,
    ),
    "line": Thing(
        _lt("Milling line, 20 tons a day (demo)"), "equipment", "mill",
        "DEMO-SERIAL-1", 900_000, False, 900_000,
    ),
    "truck": Thing(
        _lt("Grain truck (demo)"), "vehicle", "mill", "DEMO-VIN-1", 0, False, 0
    ),
}  # fmt: skip


class BankDemoImport(models.Model):
    """What the holding has to pledge, and a loan that is no longer covered."""

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "collateral"]

    def _load_collateral(self, _bank):
        """Let manager and officer do their parts, unless there is collateral already."""
        staff = self._find_staff((MANAGER, OFFICER))
        if len(staff) < 2 or self.env["bank.collateral"].search_count([], limit=1):
            return
        cards = self._find_holding_cards(staff[MANAGER])
        product = self._find_by_code("bank.product", [SECURED]).get(SECURED)
        if len(cards) < len(COMPANIES) or not product:
            return
        manager, officer = (self._acting(staff[key]) for key in (MANAGER, OFFICER))
        objects = manager._enter_things(cards)
        officer._value_things(objects)
        agreement = self._sign_secured(product, cards["shop"])
        pledge = manager.env["bank.collateral.pledge"].create(
            {
                "collateral_id": objects["warehouse"].id,
                "agreement_id": agreement.id,
                "registration": "DEMO-PLEDGE-1",
                "date_start": agreement.date_start,
            }
        )
        pledge.with_env(officer.env).action_register()

    def _enter_things(self, cards):
        """Return ``{key: object}``, as the manager enters them."""
        kinds = self._find_by_code(
            "bank.collateral.kind", {thing.kind for thing in THINGS.values()}
        )
        return {
            key: self.env["bank.collateral"].create(
                {
                    "name": self._say(thing.name),
                    "kind_id": kinds[thing.kind].id,
                    "partner_id": cards[thing.owner].id,
                    "number": thing.number,
                    "currency_id": self.env.ref("base.CZK").id,
                }
            )
            for key, thing in THINGS.items()
        }

    def _value_things(self, objects):
        today = fields.Date.context_today(self)
        aged = fields.Date.subtract(today, months=AGED_MONTHS, days=AGED_DAYS)
        for key, thing in THINGS.items():
            if not thing.worth:
                continue
            self.env["bank.collateral.valuation"].create(
                {
                    "collateral_id": objects[key].id,
                    "date": aged if thing.is_aged else today,
                    "market_value": thing.worth,
                    "kind": "independent",
                    "appraiser": self._say(APPRAISER),
                }
            )
            self.env["bank.collateral.insurance"].create(
                {
                    "collateral_id": objects[key].id,
                    "number": f"{thing.number}-POLICY",
                    "insurer": self._say(INSURER),
                    "amount": thing.insured,
                    "date_start": fields.Date.subtract(today, months=2),
                    "date_end": fields.Date.add(today, months=10),
                }
            )

    def _sign_secured(self, product, client):
        """Return the loan as core banking would have told of it."""
        today = fields.Date.context_today(self)
        agreement = self.env["bank.agreement"].create(
            {
                "number": "DEMO-B1",
                "source_key": KEY,
                "product_id": product.id,
                "partner_id": client.id,
                "currency_id": self.env.ref("base.CZK").id,
                "amount": AMOUNT,
                "balance": OWED,
                "rate": 10.9,
                "term_months": 60,
                "date_start": fields.Date.subtract(today, months=SIGNED_MONTHS),
                "date_end": fields.Date.add(today, months=60 - SIGNED_MONTHS),
            }
        )
        agreement._transition("active")
        return agreement
