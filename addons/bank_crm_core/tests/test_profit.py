# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.tests import Form, freeze_time, tagged

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-07-15")
class TestProfit(BankCoreCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.source_key = "C0"
        cls.analyst = cls._create_user(
            "analyst", "bank_crm_core.group_crm_analyst", cls.branch
        )
        cls.profits = cls.env["bank.client.profit"]

    def _prepare_row(self, key="M1", **values):
        return {
            "source_key": key,
            "month": "2026-06-01",
            "partner": "C0",
            "product": self.product.code,
            "interest_margin": 1000,
            "fees": 250.5,
            "cost": 300,
            **values,
        }

    def test_the_feed_brings_them_once(self):
        rows = [
            self._prepare_row(),
            self._prepare_row("M2", month="2026-06-02"),
            self._prepare_row("M3", partner="nobody"),
        ]
        report = self.profits._upsert(rows)
        self.assertEqual(report["created"], 1)
        refused = [row["source_key"] for row in report["refused"]]
        self.assertEqual(sorted(refused), ["M2", "M3"])
        self.assertEqual(self.profits._upsert(rows[:1])["unchanged"], 1)
        row = self.profits.search([("source_key", "=", "M1")])
        self.assertEqual(row.profit, 950.5)
        self.assertEqual(row.category_id, self.category)
        self.assertEqual(row.branch_id, self.branch)
        self.profits._upsert([self._prepare_row(cost=2000)])
        self.assertEqual(row.profit, -749.5)

    def test_the_card_sums_twelve_months(self):
        self.profits._upsert(
            [
                self._prepare_row("1", month="2026-07-01"),
                self._prepare_row("2", month="2025-08-01"),
                self._prepare_row("3", month="2025-07-01"),
            ]
        )
        for user in (self.head, self.analyst, self.auditor):
            self.env.invalidate_all()
            self.assertEqual(self.client.with_user(user).card_profit, 1901)
        action = self.client.with_user(self.head).action_open_profit()
        found = self.profits.with_user(self.head).search(action["domain"])
        self.assertEqual(len(found), 3)

    def test_a_manager_sees_neither_figure_nor_field(self):
        self.profits._upsert([self._prepare_row()])
        for user in (self.manager, self.operator):
            # not even where he may export
            user.group_ids |= self.env.ref("base.group_allow_export")
            client = self.client.with_user(user)
            profits = self.profits.with_user(user)
            self.assertNotIn("card_profit", client.fields_get())
            self.assertFalse(profits.has_access("read"))
            attempts = (
                lambda client=client: client.read(["card_profit"]),
                lambda client=client: client.card_profit,
                lambda client=client: client.export_data(["name", "card_profit"]),
                lambda client=client: client.search([("card_profit", ">", 0)]),
                lambda profits=profits: profits.search([]),
                lambda profits=profits: profits.search_count([]),
                lambda profits=profits: profits.formatted_read_group(
                    [], ["partner_id"], ["profit:sum"]
                ),
                lambda profits=profits: profits.name_search(""),
                lambda profits=profits: profits.create({"month": "2026-07-01"}),
            )
            for attempt in attempts:
                with self.assertRaises(AccessError):
                    attempt()

    def test_the_form_of_a_manager_holds_nothing_of_it(self):
        form = self.env.ref("bank_crm_core.res_partner_view_form_client")
        for user, is_shown in ((self.manager, False), (self.head, True)):
            with Form(self.client.with_user(user), view=form) as opened:
                names = opened._view["fields_spec"]
            self.assertEqual("card_profit" in names, is_shown)
            arch = self.client.with_user(user).get_view(form.id, "form")["arch"]
            self.assertEqual("action_open_profit" in arch, is_shown)

    def test_the_right_does_not_open_the_wall(self):
        self.other_client.source_key = "C9"
        self.profits._upsert([self._prepare_row(partner="C9")])
        self.assertFalse(self.profits.with_user(self.head).search([]).partner_id)
        self.assertFalse(self.profits.with_user(self.analyst).search([]).partner_id)

    def test_profit_is_not_typed(self):
        self.profits._upsert([self._prepare_row()])
        row = self.profits.search([("source_key", "=", "M1")])
        for user in (self.head, self.analyst):
            with self.assertRaises(AccessError):
                row.with_user(user).fees = 9
            with self.assertRaises(AccessError):
                row.with_user(user).unlink()

    def test_the_agreement_is_the_clients_own(self):
        self._create_agreement(self.colleague_client).sudo().source_key = "A7"
        agreement = self.env["bank.agreement"].search([("source_key", "=", "A7")])
        with self.assertRaisesRegex(Exception, "another client"):
            self.profits.create(
                {
                    "month": "2026-06-01",
                    "partner_id": self.client.id,
                    "agreement_id": agreement.id,
                    "product_id": self.product.id,
                }
            )
