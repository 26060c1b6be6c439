# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo import Command, fields, models
from odoo.tools import LazyTranslate

from .bank_demo_collateral import SECURED
from .bank_demo_deals import MANAGER
from .bank_demo_lending import DOCUMENT
from .bank_demo_relations import COMPANIES

_lt = LazyTranslate(__name__)

PURPOSE = _lt("A second milling line")
AMOUNT, MONTHS, GUARANTEED = 480_000, 48, 300_000
# the holding itself does a tenth of what its mill does; the sums of the forms stay right
HOLDING_SHARE = 0.1
# line of the forms → last year, the year before; thousands
FORMS = {
    "1150": (2_450, 2_100),
    "1100": (2_450, 2_100),
    "1210": (620, 540),
    "1230": (480, 510),
    "1250": (150, 90),
    "1200": (1_250, 1_140),
    "1600": (3_700, 3_240),
    "1310": (400, 400),
    "1370": (1_490, 1_070),
    "1300": (1_890, 1_470),
    "1410": (700, 850),
    "1400": (700, 850),
    "1510": (250, 200),
    "1520": (860, 720),
    "1500": (1_110, 920),
    "1700": (3_700, 3_240),
    "2110": (8_200, 7_100),
    "2120": (6_300, 5_600),
    "2100": (1_900, 1_500),
    "2210": (420, 390),
    "2220": (760, 700),
    "2200": (720, 410),
    "2330": (115, 130),
    "2340": (40, 20),
    "2350": (120, 60),
    "2300": (525, 240),
    "2410": (105, 48),
    "2400": (420, 192),
}


class BankDemoImport(models.Model):
    """The mill asks for a loan: statements of two years, who stands behind it, and
    what secures it.
    """

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "investment"]

    def _load_investment(self, _bank):
        """Apply as the manager does, unless there are statements already."""
        staff = self._find_staff((MANAGER,))
        if not staff or self.env["bank.statement"].search_count([], limit=1):
            return
        cards = self._find_holding_cards(staff[MANAGER])
        if len(cards) < len(COMPANIES):
            return
        things = self.env["bank.collateral"].search(
            [("partner_id", "=", cards["mill"].id)]
        )
        acting = self._acting(staff[MANAGER])
        spread = acting._spread_forms(cards["mill"])
        spread |= acting._spread_forms(cards["head"], HOLDING_SHARE)
        application = acting._apply_for_line(cards, spread)
        for thing in things:
            acting.env["bank.collateral.pledge"].create(
                {"collateral_id": thing.id, "application_id": application.id}
            )

    def _spread_forms(self, client, share=1):
        """Return the locked statements, the older one first: growth looks back.

        :param share: by which the amounts of the forms are less
        """
        items = self._find_by_code("bank.statement.item", FORMS)
        year = fields.Date.context_today(self).year
        statements = self.env["bank.statement"]
        for back in (2, 1):
            statement = statements.create(
                {
                    "partner_id": client.id,
                    "date_end": date(year - back, 12, 31),
                    "currency_id": self.env.ref("base.CZK").id,
                    "line_ids": [
                        Command.create(
                            {
                                "item_id": items[code].id,
                                "amount": amounts[back - 1] * share,
                            }
                        )
                        for code, amounts in FORMS.items()
                    ],
                }
            )
            statement.action_lock()
            statements |= statement
        return statements

    def _apply_for_line(self, cards, statements):
        """Return the application; the holding vouches for a part of it."""
        deal = self.env["crm.lead"].create(
            {
                "name": self._say(PURPOSE),
                "type": "opportunity",
                "partner_id": cards["mill"].id,
                "product_id": self._find_by_code("bank.product", [SECURED])[SECURED].id,
                "user_id": self.env.uid,
                "amount": AMOUNT,
                "term_months": MONTHS,
            }
        )
        application = self.env[DOCUMENT].create(
            {"deal_id": deal.id, "purpose": self._say(PURPOSE)}
        )
        parties = (("head", "guarantor", GUARANTEED), ("shop", "related", 0))
        self.env["bank.application.party"].create(
            [
                {
                    "application_id": application.id,
                    "partner_id": cards[key].id,
                    "role": role,
                    "liability_limit": limit,
                }
                for key, role, limit in parties
            ]
        )
        application.statement_ids = statements
        return application
