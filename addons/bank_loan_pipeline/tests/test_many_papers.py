# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Papers of a hundred loans are awaited at the cost of those of one."""

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries

from .test_awaited import AwaitedCommon


class ManyPapersCommon(AwaitedCommon):
    MANY = 100
    # rows are written a hundred at a time; a statement a paper would be a hundred more
    PORTIONS = 6

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.use.domain = cls.reports.domain = "[]"

    def _create_agreements(self, number, **values):
        """Agreements in force of a client each, which await nothing."""
        clients = self.env["res.partner"].create(
            [
                {
                    "name": f"Client {place}",
                    "client_kind": "person",
                    "branch_id": self.branch.id,
                    "manager_id": self.manager.id,
                }
                for place in range(number)
            ]
        )
        found = self.env["bank.agreement"]
        for client in clients:
            found |= self._create_agreement(client, **values)
        return found


@tagged("post_install", "-at_install")
class TestManyPapers(ManyPapersCommon):
    def test_papers_of_a_hundred_are_awaited_at_the_cost_of_one(self):
        counts = []
        for number in (1, self.MANY):
            agreements = self._create_agreements(number)
            counts.append(count_queries(self.env, agreements.sudo()._await_papers))
            papers = self._find_all(agreements)
            self.assertEqual(len(papers), 2 * number)
            self.assertEqual(len(set(papers.mapped("awaited_from_id"))), number)
        self.assertLessEqual(counts[1], counts[0] + self.PORTIONS)

    def _find_all(self, agreements):
        owners = [
            ("res_model", "=", agreements._name),
            ("res_id", "in", agreements.ids),
        ]
        return self.env["bank.document"].search(owners)
