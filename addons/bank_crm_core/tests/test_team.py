# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import Form, freeze_time, tagged

from .team_common import TeamCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-03 09:00:00")  # a Tuesday
class TestTeam(TeamCommon):
    """Who is added to a client's team, by whom, and what it opens."""

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
