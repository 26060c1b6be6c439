# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestDealGraph(DealCommon):
    """Deals on the graph of relations of their client."""

    def _get_deals(self, user):
        graph = self.client.with_user(user).get_relation_graph()
        return {node["res_id"]: node for node in graph["nodes"] if node.get("model")}

    def test_an_open_deal_is_a_node_of_its_client(self):
        deal = self._create_deal()
        lost = self._create_deal()
        lost.action_set_lost(lost_reason_id=self.reason.id)
        nodes = self._get_deals(self.manager)
        self.assertEqual(list(nodes), [deal.id])
        self.assertEqual(nodes[deal.id]["model"], "crm.lead")
        self.assertEqual(nodes[deal.id]["facts"], [deal.stage_id.display_name])

    def test_a_deal_that_may_not_be_seen_is_absent(self):
        deal = self._create_deal()
        self.env["ir.rule"].create(
            {
                "name": "No such deal",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "domain_force": [("id", "!=", deal.id)],
            }
        )
        self.assertFalse(self._get_deals(self.manager))
