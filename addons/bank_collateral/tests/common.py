# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo import fields

from odoo.addons.bank_crm_core.tests.common import BankCoreCommon

TODAY = date(2026, 11, 30)


class CollateralCommon(BankCoreCommon):
    """A collateral officer, a kind with plain figures, a flat worth two million."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls._create_user(
            "officer", "bank_collateral.group_collateral_officer", cls.region
        )
        cls.kind = cls.env["bank.collateral.kind"].create(
            {
                "name": "Flats",
                "code": "t_flats",
                "discount": 20,
                "valuation_months": 12,
                "stale_discount": 5,
            }
        )
        cls.product.coverage_min = 120
        cls.flat = cls._create_collateral("Flat")

    @classmethod
    def _create_collateral(cls, name, value=0, day=None, **values):
        collateral = cls.env["bank.collateral"].create(
            {
                "name": name,
                "kind_id": cls.kind.id,
                "partner_id": cls.client.id,
                **values,
            }
        )
        if value:
            cls._value(collateral, value, day)
        return collateral

    @classmethod
    def _value(cls, collateral, value, day=None, user=None):
        rows = cls.env["bank.collateral.valuation"].with_user(user or cls.officer)
        return rows.create(
            {
                "collateral_id": collateral.id,
                "market_value": value,
                "date": day or fields.Date.today(),
            }
        )

    @classmethod
    def _pledge(cls, collateral, agreement, registered=True, **values):
        pledges = cls.env["bank.collateral.pledge"].with_user(cls.manager)
        pledge = pledges.create(
            {
                "collateral_id": collateral.id,
                "agreement_id": agreement.id,
                "registration": "77-1",
                **values,
            }
        )
        if registered:
            pledge.with_user(cls.officer).action_register()
        return pledge
