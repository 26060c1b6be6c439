# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import Form, freeze_time, tagged

from .plan_common import PlanCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-03 09:00:00")  # a Tuesday
class TestTeam(PlanCommon):
    """Who works on a client beside his manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = cls.env["bank.team.member"]
        cls.service = cls.env.ref("bank_crm_core.bank_team_role_service")
        cls.product_role = cls.env.ref("bank_crm_core.bank_team_role_product")
        cls.third = cls._create_user(
            "third", "bank_crm_core.group_crm_manager", cls.branch
        )

    def _add(self, *places, clients=None, user=None, **values):
        """Add by the dialog as a person does; return it."""
        clients = clients or self.client
        dialog = (
            self.env["bank.team.add"]
            .with_user(user or self.manager)
            .with_context(active_model="res.partner", active_ids=clients.ids)
            .create(
                {
                    "line_ids": [
                        Command.create({"role_id": role.id, "user_id": who.id})
                        for role, who in places
                    ],
                    **values,
                }
            )
        )
        dialog.action_add()
        return dialog

    def _team(self, client=None):
        rows = (client or self.client).team_member_ids
        rows.invalidate_recordset()
        current = rows.filtered("is_current").sorted("id")
        return [(row.role_id, row.user_id) for row in current]

    def _sees(self, user, record):
        record.invalidate_recordset()
        return record.with_user(user).has_access("read")

    def _decisions(self):
        return self.env["bank.decision"].search([("kind", "=", "team")])

    # ------------------------------------------------------------ adding
    def test_a_saved_team_is_put_onto_many_clients_with_a_report(self):
        team = (
            self.env["bank.team"]
            .with_user(self.manager)
            .create(
                {
                    "name": "Large loans",
                    "line_ids": [
                        Command.create(
                            {"role_id": self.service.id, "user_id": self.colleague.id}
                        ),
                        Command.create(
                            {"role_id": self.product_role.id, "user_id": self.third.id}
                        ),
                    ],
                }
            )
        )
        self.assertEqual(team.user_id, self.manager)
        mine = self._create_client("Second Client")
        clients = self.client | mine | self.colleague_client
        dialog = Form(
            self.env["bank.team.add"]
            .with_user(self.manager)
            .with_context(active_model="res.partner", active_ids=clients.ids)
        )
        dialog.team_id = team
        dialog = dialog.save()
        self.assertEqual(dialog.line_ids.user_id, self.colleague | self.third)
        action = dialog.action_add()
        self.assertEqual(action["res_id"], dialog.id)
        self.assertEqual((dialog.added_count, dialog.refused_count), (4, 2))
        refused = dialog.result_ids.filtered("problem")
        self.assertEqual(
            set(refused.mapped("document_name")), {self.colleague_client.name}
        )
        wanted = [(self.service, self.colleague), (self.product_role, self.third)]
        self.assertEqual(self._team(), wanted)
        self.assertEqual(self._team(mine), wanted)
        self.assertFalse(self._team(self.colleague_client))
        row = self.client.team_member_ids[0]
        self.assertEqual(
            (row.origin, row.reason, row.added_by_id, row.date_start),
            ("team", "Large loans", self.manager, date(2026, 3, 3)),
        )

    def test_a_role_of_one_is_taken_over_and_the_past_is_kept(self):
        self._add((self.service, self.colleague))
        with freeze_time("2026-04-01 09:00:00"):
            self._add((self.service, self.third))
            self.assertEqual(self._team(), [(self.service, self.third)])
            past = self.client.team_member_ids.filtered("is_ended")
            self.assertEqual(
                (past.user_id, past.date_start, past.date_end),
                (self.colleague, date(2026, 3, 3), date(2026, 4, 1)),
            )

    def test_a_role_of_several_holds_several(self):
        self._add((self.product_role, self.colleague), (self.product_role, self.third))
        self.assertEqual(len(self._team()), 2)

    def test_nobody_is_added_twice(self):
        self._add((self.service, self.colleague))
        again = self._add((self.service, self.colleague))
        self.assertEqual(again.result_ids.problem, "Has the role already.")
        self.assertEqual(len(self.client.team_member_ids), 1)

    def test_nobody_is_added_until_a_day_that_is_over(self):
        members = self.env["bank.team.member"].with_user(self.manager)
        [(*_row, why)] = members._add(
            self.client.with_user(self.manager),
            [(self.service, self.colleague)],
            origin="hand",
            date_end=date(2020, 1, 1),
        )
        self.assertEqual(why, "The last day is over.")
        self.assertFalse(self.client.team_member_ids)

    def test_who_has_left_is_not_added(self):
        self.third.active = False
        dialog = self._add((self.service, self.third))
        self.assertIn("Has left", dialog.result_ids.problem)
        self.assertFalse(self._team())

    def test_a_member_leaves_and_stays_readable(self):
        self._add((self.service, self.colleague))
        row = self.client.team_member_ids
        with self.assertRaises(UserError):
            row.with_user(self.third).action_end()
        self.assertFalse(row.with_user(self.third).can_end)
        self.assertTrue(row.with_user(self.manager).can_end)
        row.with_user(self.manager).action_end()
        self.assertFalse(self._team())
        self.assertEqual(row.date_end, date(2026, 3, 3))
        self.assertEqual(len(self._decisions()), 2)

    # ------------------------------------------------------------ the wall
    def test_only_the_head_lends_a_client_to_another_branch(self):
        refused = self._add((self.service, self.stranger), date_end="2026-06-30")
        self.assertIn("only its head", refused.result_ids.problem)
        self.assertFalse(self._sees(self.stranger, self.client))
        without_end = self._add((self.service, self.stranger), user=self.head)
        self.assertIn("until which day", without_end.result_ids.problem)
        too_long = self._add(
            (self.service, self.stranger), user=self.head, date_end="2028-01-01"
        )
        self.assertIn("a year at most", too_long.result_ids.problem)
        self._add((self.service, self.stranger), user=self.head, date_end="2026-06-30")
        self.assertTrue(self.client.team_member_ids.is_lent)
        self.assertTrue(self._sees(self.stranger, self.client))
        self.assertIn(self.stranger.id, self._get_holders())
        with self.assertRaises(AccessError):
            self.client.with_user(self.stranger).write({"comment": "x"})
        self.assertIn('"lent":true', self._decisions()[:1].payload.replace(" ", ""))

    def _get_holders(self):
        return self.env["bank.access.task"]._find_holders(self.client)

    def test_what_is_lent_ends_with_its_day_or_by_hand(self):
        self._add((self.service, self.stranger), user=self.head, date_end="2026-03-10")
        with freeze_time("2026-03-11 09:00:00"):
            self.env.invalidate_all()
            self.assertFalse(self._sees(self.stranger, self.client))
            self.members._cron_end()
            self.assertTrue(self.client.team_member_ids.is_ended)
            self.assertEqual(self.client.team_member_ids.date_end, date(2026, 3, 10))
        self._add((self.service, self.stranger), user=self.head, date_end="2026-03-20")
        self.assertTrue(self._sees(self.stranger, self.client))
        self.client.team_member_ids.filtered("is_current").with_user(
            self.head
        ).action_end()
        self.assertFalse(self._sees(self.stranger, self.client))

    def test_who_changes_the_branch_takes_nothing_along(self):
        """A member of the branch who moves elsewhere no longer sees the client."""
        self._add((self.service, self.third))
        self.assertTrue(self._sees(self.third, self.client))
        self.third.branch_ids = self.other_branch
        self.assertFalse(self._sees(self.third, self.client))
        self.assertFalse(
            self.members.with_user(self.third).search(
                [("partner_id", "=", self.client.id)]
            )
        )

    def test_rows_are_written_by_nobody(self):
        self._add((self.service, self.colleague))
        row = self.client.team_member_ids
        values = {
            "res_model": "res.partner",
            "res_id": self.other_client.id,
            "partner_id": self.other_client.id,
            "role_id": self.service.id,
            "user_id": self.manager.id,
            "date_start": "2026-03-03",
            "date_end": "2026-09-03",
            "is_lent": True,
            "origin": "hand",
        }
        for user in (self.manager, self.head, self.administrator):
            rows = self.members.with_user(user)
            with self.assertRaises(AccessError):
                call_kw(rows, "create", [values], {})
            with self.assertRaises(AccessError):
                call_kw(rows, "write", [row.ids, {"is_lent": True}], {})
            with self.assertRaises(AccessError):
                call_kw(rows, "unlink", [row.ids], {})
        with self.assertRaises(AccessError):
            call_kw(
                self.env["res.partner"].with_user(self.manager),
                "write",
                [self.client.ids, {"team_member_ids": [Command.create(values)]}],
                {},
            )

    def test_no_hidden_client_is_named_in_the_dialog(self):
        for model in ("res.partner", "res.users", "bank.team"):
            with self.assertRaises(UserError):
                call_kw(
                    self.env["bank.team.add"].with_user(self.manager),
                    "create",
                    [
                        {
                            "res_model": model,
                            "res_ids": self.other_client.ids,
                            "line_ids": [
                                Command.create(
                                    {
                                        "role_id": self.service.id,
                                        "user_id": self.manager.id,
                                    }
                                )
                            ],
                        }
                    ],
                    {},
                )
                self.env["bank.team.add"].with_user(self.manager).search(
                    [], order="id desc", limit=1
                ).action_add()
        self.assertFalse(self.other_client.team_member_ids)

    def test_a_saved_team_is_its_owners(self):
        teams = self.env["bank.team"]
        own = teams.with_user(self.manager).create(
            {"name": "Mine", "user_id": self.colleague.id}
        )
        self.assertEqual(own.user_id, self.manager)
        banks = teams.with_user(self.administrator).create({"name": "The bank's"})
        self.assertFalse(banks.user_id)
        self.assertIn(banks, teams.with_user(self.manager).search([]))
        self.assertNotIn(own, teams.with_user(self.colleague).search([]))
        line = {"role_id": self.service.id, "user_id": self.manager.id}
        banks.write({"line_ids": [Command.create(line)]})
        self.assertEqual(banks.line_ids.display_name, self.manager.name)
        banks.line_ids.unlink()
        for write in (
            lambda: banks.with_user(self.manager).write({"name": "x"}),
            lambda: banks.with_user(self.manager).unlink(),
            lambda: (
                self.env["bank.team.line"]
                .with_user(self.manager)
                .create({**line, "team_id": banks.id})
            ),
            lambda: own.with_user(self.colleague).write({"name": "x"}),
        ):
            with self.assertRaises(AccessError):
                write()
        own.write({"user_id": False})
        self.assertEqual(own.user_id, self.manager)

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
        for clients in (few, few, many):
            clients = partners.browse(c.id for c in clients).with_user(self.manager)
            clients.team_member_ids.sudo()._end()
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            self.members.with_user(self.manager)._add(clients, places, origin="hand")
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - start)
        self.assertLess(counts[2] - counts[1], 10, counts)
