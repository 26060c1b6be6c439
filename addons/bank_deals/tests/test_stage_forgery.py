# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestStageForgery(DealCommon):
    """A lead that follows no process is put on a stage of one: by nobody, in no way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sales = cls._create_user(
            "sales_stock", "sales_team.group_sale_manager", cls.branch
        )
        cls.stock = cls.env["crm.stage"].create({"name": "Talks", "sequence": 0})
        cls.lead = (
            cls.env["crm.lead"]
            .with_user(cls.manager)
            .create({"name": "Stock", "type": "opportunity"})
        )

    def _call(self, user, model, method, *args, context=None):
        return call_kw(
            self.env[model].with_user(user), method, list(args), {"context": context}
        )

    def test_it_is_not_written(self):
        for user in (self.manager, self.head, self.sales):
            for context in ({}, {"bank_stock_merge": False}, {"install_mode": True}):
                for stage in (self.need, self.agreement):
                    with self.assertRaises(UserError) as refused:
                        self._call(
                            user,
                            "crm.lead",
                            "write",
                            self.lead.ids,
                            {"stage_id": stage.id},
                            context=context,
                        )
                    words = str(refused.exception)
                    self.assertRegex(words, "bring the process|задают процесс")
        self.assertFalse(self.lead.stage_id.process_id)
        self.assertEqual(self.lead.won_status, "pending")

    def test_what_a_merge_says_in_the_context_leads_to_no_stage_of_a_process(self):
        self._call(
            self.manager,
            "crm.lead",
            "write",
            self.lead.ids,
            {"stage_id": self.agreement.id},
            context={"bank_stock_merge": True},
        )
        self.assertFalse(self.lead.stage_id.process_id)

    def test_it_is_not_created_there(self):
        values = {"name": "Forged", "type": "opportunity"}
        wanted = {"stage_id": self.agreement.id}
        for forged, context in (
            (wanted, {}),
            ({}, {"default_stage_id": self.agreement.id}),
            ({"process_id": False, **wanted}, {"default_process_id": self.process.id}),
        ):
            with self.subTest(forged=forged, context=context):
                with self.assertRaises(UserError):
                    self._call(
                        self.manager,
                        "crm.lead",
                        "create",
                        {**values, **forged},
                        context=context,
                    )

    def test_a_file_does_not_bring_it_there(self):
        leads = self.env["crm.lead"].with_user(self.manager)
        result = leads.load(
            ["name", "type", "stage_id/.id"],
            [["From a file", "opportunity", str(self.agreement.id)]],
        )
        self.assertFalse(result["ids"])
        self.assertTrue(result["messages"])
        self.assertFalse(leads.search([("name", "=", "From a file")]))

    def test_stock_stages_are_its_own(self):
        self.lead.stage_id = self.stock
        self.assertEqual(self.lead.stage_id, self.stock)

    def test_leads_of_two_teams_are_merged_on_a_stock_stage(self):
        """Stock takes the first stage of all, which may be one of a process."""
        teams = self.env["crm.team"].create([{"name": "One"}, {"name": "Two"}])
        own = self.env["crm.stage"].create({"name": "Own", "team_ids": teams[0].ids})
        process = self.env["bank.process"].create({"name": "Draft"})
        self.env["crm.stage"].create(
            {"name": "First of all", "process_id": process.id, "sequence": -1}
        )
        leads = self.env["crm.lead"].create(
            [
                {
                    "name": "Stock",
                    "type": "opportunity",
                    "team_id": teams[0].id,
                    "stage_id": own.id,
                    "user_id": False,
                }
                for _number in range(2)
            ]
        )
        head = leads.merge_opportunity(team_id=teams[1].id)
        self.assertTrue(head.stage_id)
        self.assertFalse(head.stage_id.process_id)

    def test_a_stage_with_leads_is_not_drawn_into_a_process(self):
        self.lead.stage_id = self.stock
        draft = self.env["bank.process"].create(
            {
                "name": "Draft",
                "stage_ids": [Command.create({"name": "Need", "sequence": 1})],
            }
        )
        for user in (self.administrator, self.sales):
            with self.assertRaises(UserError):
                self._call(
                    user,
                    "crm.stage",
                    "write",
                    self.stock.ids,
                    {"process_id": draft.id},
                )
        with self.assertRaisesRegex(UserError, "Talks"):
            self.stock.process_id = draft
        self.lead.active = False
        with self.assertRaisesRegex(UserError, "Talks"):
            self.stock.process_id = draft
        self.assertFalse(self.stock.process_id)

    def test_who_gets_a_product_begins_on_the_first_stage_of_its_process(self):
        self.lead.write({"partner_id": self.client.id, "product_id": self.product.id})
        self.assertEqual(self.lead.stage_id, self.need)
        with self.assertRaises(UserError):
            self.lead.stage_id = self.stock
