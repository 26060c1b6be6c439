# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import TransactionCase, tagged

from .common import SMALL_BANK, make_folder


@tagged("post_install", "-at_install")
class TestTeams(TransactionCase):
    """Who works with the clients and deals of the demo manager beside him."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.importer = cls.env["bank.demo.import"]
        people = [f'{900001 + place};"706213";1' for place in range(12)]
        cls.folder = make_folder(cls, client=[SMALL_BANK["client"][0], *people])
        cls.importer._import_folder(cls.folder)
        cls.staff = cls.importer._find_staff(["manager", "lawyer", "documents"])
        cls.clients = cls.env["res.partner"].search(
            [
                ("manager_id", "=", cls.staff["manager"].id),
                ("source_key", "=like", "berka-client-9000%"),
            ],
            order="source_key",
        )

    def test_a_place_of_one_has_its_past(self):
        rows = self.clients[0].team_member_ids.with_user(self.staff["manager"])
        served = rows.filtered(lambda row: row.role_id.code == "service")
        self.assertEqual(served.mapped("is_ended"), [False, True])
        self.assertEqual(len(rows.filtered("is_current")), 3)

    def test_the_lawyer_reads_one_client_until_a_day(self):
        lawyer = self.staff["lawyer"]
        [row] = self.env["bank.team.member"].search([("user_id", "=", lawyer.id)])
        self.assertTrue(row.is_lent and row.date_end and row.reason)
        self.assertEqual(row.partner_id, self.clients[1])
        self.assertTrue(self.clients[1].with_user(lawyer).has_access("read"))
        self.assertFalse(self.clients[0].with_user(lawyer).has_access("read"))

    def test_a_large_deal_is_told_of_once(self):
        alert = self.env["bank.team.alert"].search([])
        [told] = alert.told_ids
        deal = self.env["crm.lead"].browse(told.res_id)
        self.assertGreater(deal.amount, 300_000)
        self.assertEqual(told.user_ids, self.staff["documents"])

    def test_once_more_adds_nothing(self):
        count = self.env["bank.team.member"].search_count([])
        self.importer._import_folder(self.folder, again=True)
        self.assertEqual(self.env["bank.team"].search_count([]), 2)
        self.assertEqual(self.env["bank.team.member"].search_count([]), count)
