# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .test_relation import RelationCommon


@tagged("post_install", "-at_install")
class TestUiRelation(RelationCommon, TourCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        cls.env["ir.module.module"].search(
            [("name", "in", ["bank_base", "bank_crm_core"])]
        )._update_translations(["ru_RU"])
        cls.manager.write({"lang": "ru_RU", "tz": "Europe/Moscow"})

    def test_manager_adds_people_and_walks_the_graph(self):
        upper = self._create_client("ООО Верхняя", client_kind="company")
        self._relate("founder", self.client, upper, share=60)
        self._relate("founder", upper, self.firm, share=50)
        self._relate("founder", self.client, self.firm, share=10)
        self.start_tour(
            "/odoo/bank-clients", "bank_relations", login=self.manager.login
        )
        director = self.firm.relation_to_ids.filtered(
            lambda row: row.type_id.code == "director"
        ).partner_from_id
        self.assertEqual(director.phone_ids.digits, "79167000001")
        self.assertEqual(director.parent_id, self.firm)
        wife = self.client.child_ids
        self.assertEqual(wife.name, "Щербакова Мария")
        marriage = wife.relation_from_ids | wife.relation_to_ids
        self.assertTrue(marriage.date_to)
