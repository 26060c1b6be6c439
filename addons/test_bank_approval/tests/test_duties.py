# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .authority_common import AuthorityCommon
from .common import MANAGER


@tagged("post_install", "-at_install")
class TestDuties(AuthorityCommon):
    """The proof of separated duties on users, roles, delegations, routes and limits."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.control = cls._user(
            "control", cls.env["bank.branch"], "bank_approval.group_approval_duties"
        )

    def _ways(self, route=None, kind="breach"):
        route = route or self.ladder
        rows = self.env["bank.approval.duties"]._prove(route)
        return [row for row in rows if row["kind"] == kind]

    def _make_manager(self, user):
        user.sudo().group_ids += self.env.ref(MANAGER)

    def _draft(self, *users, **values):
        routes = self.env["bank.approval.route"].with_user(self.drafter)
        steps = [
            Command.create(
                {
                    "name": user.name,
                    "sequence": number,
                    "who": "users",
                    "user_ids": [Command.set(user.ids)],
                    **values,
                }
            )
            for number, user in enumerate(users)
        ]
        return routes.create(
            {"name": "Draft", "model_id": self.model.id, "step_ids": steps}
        )

    def _delegate(self, principal, deputy, **values):
        return self.env["bank.delegation"].create(
            {
                "from_user_id": principal.id,
                "to_user_id": deputy.id,
                "act": "approval",
                "date_end": fields.Date.add(fields.Date.today(), days=9),
                "reason": "leave",
                **values,
            }
        )

    def test_where_duties_are_separate_nobody_is_found(self):
        self.assertFalse(self._ways())

    def test_whoever_begins_and_ends_by_his_roles_is_found(self):
        self._make_manager(self.boss1)
        (row,) = self._ways()
        self.assertEqual(row["user"], self.boss1)
        self.assertIn("By limit", row["text"])
        self.assertIn(self.env.ref(MANAGER).display_name, row["text"])
        self.assertIn("named himself", row["text"])

    def test_a_deputy_is_found_with_the_way_he_goes(self):
        self._delegate(self.boss1, self.manager).with_user(self.boss1).action_activate()
        (row,) = self._ways()
        self.assertEqual(row["user"], self.manager)
        self.assertIn("acts for boss1", row["text"])

    def test_a_delegation_that_is_no_more_opens_no_way(self):
        row = self._delegate(self.boss1, self.manager).with_user(self.boss1)
        self.assertFalse(self._ways())
        row.action_activate()
        self.assertTrue(self._ways())
        row.action_revoke()
        self.assertFalse(self._ways())

    def test_who_has_no_limit_ends_nothing(self):
        self._make_manager(self.boss1)
        rows = self.env["bank.approval.duties"]
        rest = self.matrix.limit_ids.filtered(lambda row: row.user_id == self.head)
        self.assertFalse(
            [row for row in rows._prove(self.ladder, rest) if row["kind"] == "breach"]
        )

    def test_a_role_that_one_can_give_himself_is_told_apart(self):
        admin = self._user("admin", self.office, "base.group_erp_manager")
        route = self._draft(self.boss1, who="group", group_id=self.env.ref(
            "bank_approval.group_approval_underwriter").id)  # fmt: skip
        self.assertNotIn(admin, [row["user"] for row in self._ways(route)])
        granted = [row["user"] for row in self._ways(route, "granted")]
        self.assertIn(admin, granted)

    def test_whoever_is_named_in_the_document_is_told_as_unproven(self):
        field = self.env["ir.model.fields"]._get("test.bank.loan", "user_id")
        route = self._draft(self.boss1, who="field", field_id=field.id)
        self.assertEqual(len(self._ways(route, "unproven")), 1)

    def test_who_fills_one_of_two_seats_does_not_end_it(self):
        self._make_manager(self.boss1)
        seats = [Command.set((self.boss1 | self.boss2).ids)]
        both = self._draft(self.boss1, user_ids=seats, rule="all")
        self.assertFalse(self._ways(both))
        one = self._draft(self.boss1, user_ids=seats)
        self.assertEqual([row["user"] for row in self._ways(one)], [self.boss1])

    def test_a_committee_that_one_vote_passes_is_a_way(self):
        self._make_manager(self.expert)
        board = self.env["bank.committee"].create(
            {
                "name": "Board",
                "code": "TB",
                "chairman_id": self.boss1.id,
                "secretary_id": self.guard.id,
                "member_ids": [
                    Command.create({"user_id": user.id})
                    for user in (self.boss1, self.boss2, self.head, self.expert)
                ],
            }
        )
        route = self._draft(
            self.boss1, who="committee", kind="committee", committee_id=board.id,
            user_ids=False,
        )  # fmt: skip
        seat = board.member_ids.filtered(lambda row: row.user_id == self.expert)
        self.assertFalse(self._ways(route), "two of four have to be for")
        for change, back in (
            ({"rule": "any"}, {"rule": "majority"}),
            ({"rule": "unanimity"}, {"rule": "majority"}),
            ({"base": "expressed"}, {"base": "cast"}),
        ):
            board.write(change)
            with self.subTest(change):
                found = [row["user"] for row in self._ways(route)]
                self.assertEqual(found, [self.expert])
            board.write(back)
        seat.weight = 5
        self.assertTrue(self._ways(route))
        # a group that has to be for as well needs one more vote
        seats = board.member_ids - seat
        board.group_ids = [Command.create({"name": name}) for name in ("A", "B")]
        seat.group_id, seats[:1].group_id = board.group_ids
        self.assertFalse(self._ways(route))

    def test_nothing_comes_into_force_while_there_is_a_way(self):
        self._make_manager(self.boss1)
        draft = self._draft(self.boss1).with_user(self.drafter2)
        with self.assertRaisesRegex(UserError, "boss1 begins such documents"):
            draft.action_publish()
        self.assertEqual(draft.state, "draft")
        draft.with_user(self.drafter).step_ids.user_ids = self.boss2
        draft.action_publish()
        self.assertEqual(draft.state, "published")

    def test_limits_do_not_come_into_force_while_they_open_a_way(self):
        self._make_manager(self.expert)
        self._ladder(self.expert)
        draft = self.matrix.browse(
            self.matrix.with_user(self.drafter).action_new_version()["res_id"]
        )
        self.env["bank.authority.limit"].with_user(self.drafter).create(
            {
                "matrix_id": draft.id,
                "user_id": self.expert.id,
                "exposure_limit": 10,
            }
        )
        with self.assertRaisesRegex(UserError, "expert begins"):
            draft.with_user(self.drafter2).action_publish()

    def test_internal_control_accepts_a_way_with_a_reason(self):
        self._make_manager(self.boss1)
        draft = self._draft(self.boss1)
        for user in (self.drafter, self.drafter2, self.manager, self.auditor):
            with self.assertRaises(AccessError):
                draft.with_user(user).action_accept_duties("so")
        with self.assertRaises(UserError):
            draft.with_user(self.control).action_accept_duties(" ")
        draft.with_user(self.control).action_accept_duties("A small branch")
        self.assertEqual(draft.duties_user_id, self.control)
        # whose way has come up since then was not accepted
        self._make_manager(self.boss2)
        draft.sudo().step_ids.user_ids += self.boss2
        with self.assertRaisesRegex(UserError, "boss2"):
            draft.with_user(self.drafter2).action_publish()
        draft.with_user(self.control).action_accept_duties("A small branch")
        draft.with_user(self.drafter2).action_publish()
        self.assertEqual(draft.state, "published")

    def test_what_is_drawn_anew_is_accepted_anew(self):
        self._make_manager(self.boss1)
        draft = self._draft(self.boss1)
        draft.with_user(self.control).action_accept_duties("A small branch")
        draft.step_ids.name = "Another"
        self.assertFalse(draft.duties_reason)
        with self.assertRaisesRegex(UserError, "boss1"):
            draft.with_user(self.drafter2).action_publish()

    def test_the_acceptance_is_not_written_by_hand(self):
        draft = self._draft(self.boss1)
        for values in (
            {"duties_accepted": [self.boss1.id]},
            {"duties_reason": "so"},
            {"duties_user_id": self.control.id},
        ):
            with self.assertRaises(AccessError):
                draft.write(values)

    def test_the_screen_tells_each_way_to_those_who_answer_for_it(self):
        self._make_manager(self.boss1)
        proofs = self.env["bank.approval.proof"]
        for user in (self.drafter, self.auditor, self.control):
            action = proofs.with_user(user).action_prove()
            proof = proofs.with_user(user).browse(action["res_id"])
            lines = proof.line_ids.filtered(lambda row: row.kind == "breach")
            self.assertEqual(lines.user_id, self.boss1)
            self.assertEqual(proof.breach_count, len(lines))
        for user in (self.manager, self.boss1):
            with self.assertRaises(AccessError):
                proofs.with_user(user).action_prove()
            with self.assertRaises(AccessError):
                self.ladder.with_user(user).action_prove()
