# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestDealTeam(DealCommon):
    """Who of the bank takes part in a deal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.role = cls.env.ref("bank_crm_core.bank_team_role_product")
        cls.papers = cls.env.ref("bank_crm_core.bank_team_role_papers")
        cls.specialist = new_test_user(
            cls.env,
            login="bank_specialist",
            groups="bank_crm_core.group_crm_client_reader,"
            "sales_team.group_sale_salesman",
            branch_ids=[Command.set(cls.branch.ids)],
        )
        cls.deal = cls._create_deal()
        cls.until = fields.Date.today() + timedelta(days=30)

    def _add(self, deal, user, by=None, **values):
        members = self.env["bank.team.member"].with_user(by or self.manager)
        deal = deal.with_user(by or self.manager)
        return members._add(deal, [(self.role, user)], origin="hand", **values)

    def _sees(self, user, deal=None):
        deal = deal or self.deal
        deal.invalidate_recordset()
        return bool(deal.with_user(user).search([("id", "=", deal.id)]))

    def test_a_participant_reads_the_deal_of_another_and_does_not_change_it(self):
        self.assertFalse(self._sees(self.specialist))
        self._add(self.deal, self.specialist)
        self.assertTrue(self._sees(self.specialist))
        with self.assertRaises(AccessError):
            self.deal.with_user(self.specialist).write({"amount": 1})
        self.deal.team_member_ids.with_user(self.manager).action_end()
        self.assertFalse(self._sees(self.specialist))

    def test_the_wall_stands_above_the_team(self):
        self._add(self.deal, self.specialist)
        self.specialist.branch_ids = self.other_branch
        self.assertFalse(self._sees(self.specialist))

    def test_a_participant_of_another_branch_is_lent_the_deal_by_the_head(self):
        self.stranger.group_ids += self.env.ref("sales_team.group_sale_salesman")
        self.head.group_ids += self.env.ref("sales_team.group_sale_salesman_all_leads")
        [(*_row, why)] = self._add(self.deal, self.stranger, date_end=self.until)
        self.assertIn("only its head", why)
        self.assertFalse(self._sees(self.stranger))
        self._add(self.deal, self.stranger, by=self.head, date_end=self.until)
        self.assertTrue(self._sees(self.stranger))
        self.assertTrue(self.client.with_user(self.stranger).has_access("read"))

    def test_another_client_of_the_deal_is_not_lent(self):
        self.stranger.group_ids += self.env.ref("sales_team.group_sale_salesman")
        self.head.group_ids += self.env.ref("sales_team.group_sale_salesman_all_leads")
        self._add(self.deal, self.stranger, by=self.head, date_end=self.until)
        self._add(self.deal, self.specialist)
        other = self._create_client("Another Client")
        self.deal.with_user(self.manager).partner_id = other
        self.env.invalidate_all()
        self.assertFalse(other.with_user(self.stranger).has_access("read"))
        self.assertFalse(self.client.with_user(self.stranger).has_access("read"))
        kept = self.deal.team_member_ids.filtered("is_current")
        self.assertEqual((kept.user_id, kept.partner_id), (self.specialist, other))

    def test_a_stage_adds_its_team_and_opens_no_wall(self):
        team = (
            self.env["bank.team"]
            .with_user(self.administrator)
            .create(
                {
                    "name": "Papers",
                    "line_ids": [
                        Command.create(
                            {"role_id": self.papers.id, "user_id": self.specialist.id}
                        ),
                        Command.create(
                            {"role_id": self.role.id, "user_id": self.stranger.id}
                        ),
                    ],
                }
            )
        )
        process = self.process.copy()
        stages = process.stage_ids.sorted("sequence")
        stages[1].entry_team_id = team
        self.process.action_retire()
        process.action_publish()
        deal = self._create_deal()
        self.assertFalse(deal.team_member_ids)
        deal.action_next_stage()
        member = deal.team_member_ids
        self.assertEqual(
            (member.user_id, member.role_id, member.origin),
            (self.specialist, self.papers, "stage"),
        )
        self.assertFalse(self._sees(self.stranger, deal))
        said = " ".join(deal.message_ids.mapped("body"))
        self.assertIn(self.stranger.name, said)

    def test_a_handover_moves_the_roles_in_deals(self):
        self._add(self.deal, self.manager)
        handover = (
            self.env["bank.handover"]
            .with_user(self.head)
            .create(
                {
                    "from_user_id": self.manager.id,
                    "target_ids": [Command.create({"user_id": self.colleague.id})],
                }
            )
        )
        handover.action_distribute()
        handover.action_hand_over()
        current = self.deal.team_member_ids.filtered("is_current")
        self.assertEqual(current.user_id, self.colleague)
        self.assertEqual(current.origin, "handover")


@tagged("post_install", "-at_install")
class TestDealTeamUi(DealCommon, TourCase):
    def test_a_participant_is_added_in_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.env["ir.module.module"].search(
            [("name", "in", ["bank_base", "bank_crm_core", "bank_deals"])]
        )._update_translations(["ru_RU"], overwrite=True)
        self.manager.write({"lang": "ru_RU", "tz": "Europe/Moscow"})
        specialist = self._create_user(
            "specialist", "bank_crm_core.group_crm_client_reader", self.branch
        )
        deal = self._create_deal()
        self.start_tour(
            f"/odoo/bank-deals/{deal.id}", "bank_deal_team", login=self.manager.login
        )
        self.assertEqual(deal.team_member_ids.user_id, specialist)
