# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from functools import partial
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries

from .test_relation import RelationCommon


@tagged("post_install", "-at_install")
class TestRelationGraph(RelationCommon):
    """What the graph on the screen is drawn from."""

    def _read(self, client=None, user=None, **options):
        client = (client or self.firm).with_user(user or self.manager)
        graph = client.get_relation_graph(**options)
        graph["by_id"] = {node["id"]: node for node in graph["nodes"]}
        return graph

    def test_two_relations_away(self):
        self._relate("director", self.client, self.firm)
        self._relate("spouse", self.client, self.colleague_client)
        far = self._create_client("Брат Анны")
        self._relate("sibling", far, self.colleague_client)
        graph = self._read()
        levels = {node["id"]: node["level"] for node in graph["nodes"]}
        self.assertEqual(
            levels, {self.firm.id: 0, self.client.id: 1, self.colleague_client.id: 2}
        )
        self.assertEqual(len(graph["edges"]), 2)
        self.assertEqual(graph["by_id"][self.colleague_client.id]["more"], 0)
        nearer = self._read(depth=1)
        self.assertEqual(len(nearer["nodes"]), 2)
        self.assertEqual(len(self._read(depth=99)["nodes"]), 3)

    def test_as_of_a_day(self):
        self._relate("director", self.client, self.firm, date_to="2020-12-31")
        self.assertEqual(len(self._read()["nodes"]), 1)
        self.assertEqual(len(self._read(day="2020-12-31")["nodes"]), 2)
        self.assertEqual(len(self._read(day="2021-01-01")["nodes"]), 1)

    def test_many_relations_are_cut_and_counted(self):
        for number in range(30):
            person = self.env["res.partner"].create(
                {"name": f"Сотрудник {number}", "parent_id": self.firm.id}
            )
            self._relate("employee", person, self.firm)
        self._relate("founder", self.client, self.firm, share=51)
        graph = self._read()
        self.assertEqual(len(graph["nodes"]), 13)
        self.assertEqual(graph["by_id"][self.firm.id]["more"], 19)
        self.assertIn(self.client.id, graph["by_id"], "owners come first")

    def test_queries_do_not_grow(self):
        def fill(company, count):
            for number in range(count):
                person = self._create_client(f"Лицо {company.id} {number}")
                self._relate("employee", person, company)
                self._relate("employee", person, self._create_client(f"И {number}"))

        rich = self._create_client("ООО Богатая", client_kind="company")
        fill(self.firm, 1)
        fill(rich, 11)
        costs = []
        for company in (self.firm, rich):
            costs.append(count_queries(self.env, partial(self._read, company)))
        self.assertEqual(*costs)
        self.assertLess(costs[1], 40)

    # The wall

    def test_who_stands_behind_another_wall_is_named_and_no_more(self):
        self._relate("director", self.other_client, self.firm)
        self._relate("founder", self.other_client, self.other_firm, share=70)
        self.other_client.phone = "8 916 555-00-01"
        graph = self._read()
        node = graph["by_id"][self.other_client.id]
        self.assertEqual(node["name"], self.other_client.name)
        self.assertFalse(node["is_seen"] or node["is_client"] or node["facts"])
        self.assertEqual(node["more"], 0)
        self.assertNotIn(self.other_firm.id, graph["by_id"])
        full = self._read(user=self.auditor)
        self.assertIn(self.other_firm.id, full["by_id"])
        self.assertTrue(full["by_id"][self.other_client.id]["facts"])

    def test_a_graph_is_read_by_who_reads_the_card(self):
        for user in (self.stranger, self.employee, self.administrator):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._read(user=user)
        with self.assertRaises(AccessError):
            self.firm.with_user(self.stranger).action_open_graph()
        self.assertFalse(self._read(user=self.auditor)["can_add"])
        self.assertTrue(self._read()["can_add"])

    # Agreements and other objects

    def _add_party(self, agreement, partner, role="guarantor"):
        self.env["bank.agreement.party"].create(
            {"agreement_id": agreement.id, "partner_id": partner.id, "role": role}
        )

    def _get_objects(self, graph):
        return [node["id"] for node in graph["nodes"] if node.get("model")]

    def test_an_agreement_where_people_meet_is_a_node(self):
        loan = self._create_agreement(self.firm)
        self._create_agreement(self.firm)  # nobody else has a part in it
        self._add_party(loan, self.client)
        graph = self._read()
        key = f"bank.agreement,{loan.id}"
        self.assertEqual(self._get_objects(graph), [key])
        self.assertEqual(graph["by_id"][key]["facts"], [loan.product_id.display_name])
        roles = {edge["from"]: edge["type"] for edge in graph["edges"]}
        self.assertEqual(roles, {self.firm.id: "Owner", self.client.id: "Guarantor"})
        self.assertIn(("agreement", "Agreements"), graph["natures"])
        # from the side of the guarantor, too; of a day that is past nothing is told
        self.assertEqual(self._get_objects(self._read(self.client)), [key])
        self.assertFalse(self._get_objects(self._read(day="2020-01-01")))

    def test_a_loan_that_is_not_repaid_is_in_force_still(self):
        loan = self._create_agreement(self.firm)
        self._add_party(loan, self.client)
        loan.sudo()._transition("defaulted")
        key = f"bank.agreement,{loan.id}"
        self.assertEqual(self._get_objects(self._read()), [key])
        loan.sudo()._transition("closed")
        self.assertFalse(self._get_objects(self._read()))

    def test_an_object_that_may_not_be_seen_is_absent(self):
        hidden = self._create_agreement(self.other_client)
        self._add_party(hidden, self.other_firm)
        loan = self._create_agreement(self.firm)
        self._add_party(loan, self.other_client)

        def lie(agreements, client):
            """A partner's method that looks with all rights."""
            return [
                {"record": record.sudo(), "facts": [], "links": [(client, "x")]}
                for record in hidden | loan
            ]

        graph = self._read()
        party = graph["by_id"][self.other_client.id]
        self.assertFalse(party["is_seen"] or party["facts"])
        with patch.object(type(hidden), "_get_graph_objects", lie):
            self.assertEqual(
                self._get_objects(self._read()), [f"bank.agreement,{loan.id}"]
            )
