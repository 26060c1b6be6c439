# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


from functools import partial

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from odoo.addons.bank_base.tests.common import count_queries

from .team_common import TeamCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-03 09:00:00")  # a Tuesday
class TestTeamPlan(TeamCommon):
    """What follows from a team: plans, handovers, the card, what it costs."""

    # ------------------------------------------------------------ plans
    def _template(self):
        return self._create_template(
            {
                "summary": "Check the tariffs",
                "responsible_type": "team",
                "team_role_id": self.service.id,
            }
        )

    def test_an_item_of_a_plan_is_for_a_role(self):
        template = self._template()
        self._add((self.service, self.colleague))
        plan = self._begin(template)
        self.assertEqual(plan.item_ids.user_id, self.colleague)
        with self.assertRaises(ValidationError):
            self._create_template({"responsible_type": "team"})

    def test_with_nobody_in_the_role_it_is_the_managers_and_says_so(self):
        template = self._template()
        said = template.template_ids._describe_responsible(self.manager, self.client)
        self.assertIn(self.manager.name, said)
        self.assertIn("Servicing Officer", said)
        self.assertEqual(self._begin(template).item_ids.user_id, self.manager)

    def test_a_member_who_is_away_is_stood_in_for_by_his_deputy(self):
        self._add((self.service, self.colleague))
        delegation = (
            self.env["bank.delegation"]
            .with_user(self.colleague)
            .create(
                {
                    "from_user_id": self.colleague.id,
                    "to_user_id": self.third.id,
                    "act": "any",
                    "date_start": "2026-03-01",
                    "date_end": "2026-03-20",
                    "reason": "Leave",
                }
            )
        )
        self.assertEqual(
            self.members._find_holder(self.client, self.service), self.colleague
        )
        delegation.action_activate()
        self.assertEqual(
            self.members._find_holder(self.client, self.service), self.third
        )
        plan = self._begin(self._template())
        self.assertEqual(plan.item_ids.user_id, self.third)

    # ------------------------------------------------------------ going along
    def test_a_handover_moves_the_roles_and_keeps_the_past(self):
        self._add((self.service, self.manager), (self.product_role, self.third))
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
        self.assertEqual(
            sorted(self._team(), key=str),
            sorted(
                [(self.service, self.colleague), (self.product_role, self.third)],
                key=str,
            ),
        )
        ended = self.client.team_member_ids.filtered("is_ended")
        self.assertEqual(ended.user_id, self.manager)

    def test_the_card_shows_the_team_and_the_list_finds_it(self):
        self._add((self.service, self.colleague))
        card = self.client.with_user(self.manager)
        self.assertEqual(card.card_member_ids.user_id, self.colleague)
        domain = [
            (
                "team_member_ids",
                "any",
                [("user_id", "=", self.colleague.id), ("is_current", "=", True)],
            )
        ]
        found = self.env["res.partner"].with_user(self.colleague).search(domain)
        self.assertEqual(found, self.client)

    def test_adding_to_many_costs_what_few_cost(self):
        few = [self._create_client(f"Few {n}") for n in range(2)]
        many = [self._create_client(f"Many {n}") for n in range(20)]
        partners = self.env["res.partner"]
        places = [(self.service, self.colleague)]
        counts = []
        for clients in (few, many):
            clients = partners.browse(c.id for c in clients).with_user(self.manager)
            clients.team_member_ids.sudo()._end()
            members = self.members.with_user(self.manager)
            add = partial(members._add, clients, places, origin="hand")
            counts.append(count_queries(self.env, add))
        self.assertLess(counts[1] - counts[0], 10, counts)
