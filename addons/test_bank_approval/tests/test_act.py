# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
from functools import partial

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries

from .common import ApprovalCommon

ACTIVE = "bank.delegation:active"


class ActCommon(ApprovalCommon):
    """Whoever names a deputy asks first; the head of the office approves it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.act_route = cls.env["bank.approval.route"].create(
            {
                "name": "Acts",
                "model_id": cls.env["ir.model"]._get_id("bank.act.request"),
                "step_ids": [
                    Command.create(
                        {
                            "name": "Head",
                            "who": "users",
                            "user_ids": [Command.set(cls.head.ids)],
                        }
                    )
                ],
            }
        )
        cls.act_route.action_publish()
        cls.rule = cls._rule()

    @classmethod
    def _rule(cls, **values):
        rule = cls.env["bank.act.rule"].create(
            {
                "name": "Deputies",
                "act": ACTIVE,
                "route_id": cls.act_route.id,
                **values,
            }
        )
        rule.action_publish()
        return rule

    def _leave(self, user=None, **values):
        user = user or self.manager
        return (
            self.env["bank.delegation"]
            .with_user(user)
            .create(
                {
                    "from_user_id": user.id,
                    "to_user_id": self.expert.id,
                    "act": "any",
                    "date_end": fields.Date.today(),
                    "reason": "leave",
                    **values,
                }
            )
        )

    def _ask(self, record, user=None, **values):
        """Ask as the screen does; return the request."""
        record = record.with_user(user or self.manager)
        action = record.action_ask_for_act()
        self.assertEqual(action["res_model"], "bank.act.ask")
        dialog = record.env["bank.act.ask"].browse(action["res_id"])
        dialog.write({"reason": "A month away", **values})
        dialog.action_confirm()
        return self.env["bank.act.request"].search(
            [("res_model", "=", record._name), ("res_id", "=", record.id)], limit=1
        )

    def _approve(self, request, user=None):
        self._decide(request, user or self.head)


@tagged("post_install", "-at_install")
class TestAct(ActCommon):
    """An act waits for its approval, is done once, and on what was approved."""

    def test_the_act_waits_for_its_approval_and_is_done_once(self):
        leave = self._leave()
        self.assertFalse(leave.can_activate)
        with self.assertRaisesRegex(UserError, "Deputies.*Ask for its approval"):
            leave.action_activate()
        request = self._ask(leave)
        self.assertEqual(request.approval_state, "pending")
        with self.assertRaisesRegex(UserError, "still being approved"):
            leave.action_activate()
        self._approve(request)
        leave.invalidate_recordset()
        self.assertTrue(leave.can_activate)
        leave.action_activate()
        self.assertEqual(leave.state, "active")
        self.assertEqual(request.used_by_id, self.manager)
        self.assertFalse(request.is_open)
        domain = [("kind", "=", "approved_act"), ("res_id", "=", leave.id)]
        self.assertEqual(self.env["bank.decision"].search_count(domain), 1)

    def test_a_refusal_is_asked_for_anew(self):
        leave = self._leave()
        self._decide(self._ask(leave), self.head, "reject")
        with self.assertRaisesRegex(UserError, "refused"):
            leave.action_activate()
        again = self._ask(leave)
        self._approve(again)
        leave.action_activate()
        self.assertEqual(leave.state, "active")

    def test_a_condition_says_for_which_documents(self):
        self.rule.action_retire()
        self._rule(condition="[('amount_limit', '>', 100)]")
        self._leave().action_activate()
        with self.assertRaises(UserError):
            self._leave(amount_limit=200).action_activate()

    def test_what_has_changed_since_is_not_done(self):
        leave = self._leave(amount_limit=10)
        self._approve(self._ask(leave))
        leave.amount_limit = 1_000_000
        with self.assertRaisesRegex(UserError, "not what was approved"):
            leave.action_activate()
        leave.amount_limit = 10
        leave.action_activate()

    def test_only_what_the_rule_names_may_not_change(self):
        self.rule.action_retire()
        limit = self.env["ir.model.fields"]._get("bank.delegation", "amount_limit")
        self._rule(field_ids=[Command.set(limit.ids)])
        leave = self._leave(amount_limit=10)
        request = self._ask(leave)
        self.assertRegex(request.content, r": 10")
        self._approve(request)
        leave.reason = "a long leave"
        leave.action_activate()
        self.assertEqual(leave.state, "active")

    def test_only_the_role_does_it(self):
        self.rule.action_retire()
        role = "bank_crm_core.group_crm_security_officer"
        self._rule(group_id=self.env.ref(role).id)
        leave = self._leave()
        self._approve(self._ask(leave))
        with self.assertRaisesRegex(UserError, "Only the role"):
            leave.action_activate()
        self.manager.group_ids = [Command.link(self.env.ref(role).id)]
        leave.action_activate()

    def test_whoever_has_approved_does_not_do_it(self):
        self.branch.head_id = self.head
        leave = self._leave()
        self._approve(self._ask(leave))
        # the head gives the rights of his people, but not what he has approved
        with self.assertRaisesRegex(UserError, "approved it yourself"):
            leave.with_user(self.head).sudo()._transition("active")
        self.rule.action_retire()
        self._rule(is_exclusive=False, origin_id=self.rule.id)
        leave.with_user(self.head).sudo()._transition("active")

    def test_nothing_is_sent_without_the_paper_asked_for(self):
        self.rule.action_retire()
        self._rule(needs_paper=True)
        leave = self._leave()
        with self.assertRaisesRegex(UserError, "paper"):
            self._ask(leave)
        paper = base64.b64encode(b"order")
        request = self._ask(leave, paper=paper, paper_name="order.pdf")
        self.assertEqual(request.approval_state, "pending")
        self.assertEqual(request._find_files().mapped("name"), ["order.pdf"])

    def test_what_came_back_is_added_to_and_sent_again(self):
        request = self._ask(self._leave())
        self._decide(request, self.head, "return", "Until when?")
        own = request.with_user(self.manager)
        action = own.action_open_change()
        dialog = own.env["bank.act.ask"].browse(action["res_id"])
        dialog.reason = "Until the tenth"
        dialog.action_confirm()
        own.approval_id.action_resubmit()
        self.assertEqual(request.reason, "Until the tenth")
        self._approve(request)
        self.assertEqual(request.approval_state, "approved")

    def test_the_form_has_the_button_where_a_rule_is_in_force(self):
        views = self.env["bank.delegation"].with_user(self.manager)
        arch = views.get_views([(False, "form")])["views"]["form"]["arch"]
        self.assertIn("action_ask_for_act", arch)
        self.rule.action_retire()
        arch = views.get_views([(False, "form")])["views"]["form"]["arch"]
        self.assertNotIn("action_ask_for_act", arch)

    def test_a_hundred_acts_are_judged_in_as_many_queries_as_ten(self):
        counts = []
        for number in (10, 100):
            rows = self._leave().browse()
            for _turn in range(number):
                rows |= self._leave()
            for row in rows:
                self._ask(row)
            judge = partial(rows._get_blocking_reasons, "active")
            counts.append(count_queries(self.env, judge))
        self.assertLessEqual(counts[1], counts[0] + 2)

    def test_steps_without_a_rule_ask_nothing(self):
        loan = self._loan()
        with self.assertRaisesRegex(UserError, "No step from here"):
            self._leave().with_user(self.manager).browse(
                self._active().id
            ).action_ask_for_act()
        self.assertTrue(loan)

    def _active(self):
        leave = self._leave()
        self._approve(self._ask(leave))
        leave.action_activate()
        return leave


@tagged("post_install", "-at_install")
class TestActForgery(ActCommon):
    """What a dishonest employee tries."""

    def test_no_other_way_leads_to_the_state(self):
        leave = self._leave()
        for values in ({"state": "active"}, {"state": "revoked"}):
            with self.assertRaises(AccessError):
                leave.write(values)
        told = leave.load([".id", "state"], [[str(leave.id), "In Force"]])
        self.assertFalse(told["ids"])
        self.assertEqual(leave.state, "draft")
        with self.assertRaises(UserError):
            leave._transition("active")
        # the server's rights are not the server's act
        with self.assertRaises(UserError):
            leave.sudo()._transition("active")
        token = leave._TRANSITION_TOKEN
        with self.assertRaises(UserError):
            leave.sudo().with_context(bank_transition_token=token).write(
                {"state": "active"}
            )
        with self.assertRaises(AccessError):
            leave.copy({"state": "active"})

    def test_one_approval_covers_one_document(self):
        leave, other = self._leave(), self._leave()
        self._approve(self._ask(leave))
        with self.assertRaises(UserError):
            (leave | other).action_activate()
        with self.assertRaises(UserError):
            other.action_activate()
        self.assertEqual((leave | other).mapped("state"), ["draft", "draft"])

    def test_nobody_writes_a_request_or_approves_his_own(self):
        leave = self._leave()
        request = self._ask(leave)
        for user in (self.manager, self.head, self.drafter):
            own = request.with_user(user)
            for values in ({"reason": "x"}, {"date_used": False}, {"res_id": 1}):
                with self.assertRaises(UserError):
                    own.write(values)
            with self.assertRaises(AccessError):
                own.unlink()
            with self.assertRaises(AccessError):
                own.create(request.copy_data()[0])
        with self.assertRaises(AccessError):
            self._task(request, self.head).with_user(self.manager).action_decide(
                "approve", "mine"
            )
        head_leave = self._leave(self.head)
        with self.assertRaisesRegex(UserError, "Nobody may decide"):
            self._ask(head_leave, self.head)

    def test_the_maker_of_a_document_does_not_approve_what_others_ask(self):
        made = self._leave(self.head)
        made.sudo().from_user_id = self.manager
        with self.assertRaisesRegex(UserError, "Nobody may decide"):
            self._ask(made)

    def test_the_context_approves_nothing(self):
        leave, other = self._leave(), self._leave()
        approved = self._ask(leave)
        self._approve(approved)
        forged = other.with_context(
            default_approval_id=approved.approval_id.id,
            default_approval_state="approved",
            default_date_used="2020-01-01",
            default_rule_line_id=False,
        )
        action = forged.action_ask_for_act()
        dialog = forged.env["bank.act.ask"].browse(action["res_id"])
        dialog.reason = "x"
        dialog.action_confirm()
        request = self.env["bank.act.request"].search([("res_id", "=", other.id)])
        self.assertEqual(request.approval_state, "pending")
        self.assertFalse(request.date_used)
        with self.assertRaises(UserError):
            other.action_activate()

    def test_a_dialog_asks_only_what_its_author_may_see(self):
        leave = self._leave(self.lawyer)
        stranger = self.expert
        hidden = self._leave(self.lawyer, to_user_id=self.guard.id)
        dialogs = self.env["bank.act.ask"].with_user(stranger)
        for record, name in ((hidden, hidden._name), (self.manager, "res.users")):
            dialog = dialogs.create(
                {"res_model": name, "res_id": record.id, "rule_id": self.rule.id}
            )
            dialog.reason = "x"
            with self.assertRaises(UserError):
                dialog.action_confirm()
        self.assertTrue(leave)

    def test_a_second_request_for_one_act_is_not_made(self):
        leave = self._leave()
        first = self._ask(leave)
        action = leave.action_ask_for_act()
        self.assertEqual(
            (action["res_model"], action["res_id"]), (first._name, first.id)
        )

    def _accept(self, rule):
        control = self._user(
            "control", self.env["bank.branch"], "bank_approval.group_approval_duties"
        )
        rule.with_user(control).action_accept_duties(
            "The server refuses who has asked."
        )

    def test_whoever_could_do_an_act_and_approves_it_is_found(self):
        """Everybody names his deputy, the head as well, and the head approves it."""
        drawn = (
            self.env["bank.act.rule"]
            .with_user(self.drafter)
            .create({"name": "x", "act": ACTIVE, "route_id": self.act_route.id})
        )
        with self.assertRaisesRegex(UserError, "head could do such acts"):
            drawn.with_user(self.drafter2).action_publish()
        # where one role alone does it, who has it not is no danger
        role = self.env.ref("bank_crm_core.group_crm_security_officer")
        drawn.group_id = role
        self.assertFalse(drawn._find_ways())
        self.head.sudo().group_ids += role
        (way,) = drawn._find_ways()
        self.assertEqual((way["kind"], way["user"]), ("breach", self.head))

    def test_the_proof_of_all_routes_knows_the_rules_in_force(self):
        duties = self.env["bank.approval.duties"]
        found = {row["user"] for row in duties._prove(self.act_route)}
        self.assertIn(self.head, found)
        self.rule.action_retire()
        self.assertFalse(duties._prove(self.act_route))

    def test_whoever_draws_a_rule_does_not_put_it_into_force(self):
        drawn = (
            self.env["bank.act.rule"]
            .with_user(self.drafter)
            .create({"name": "x", "act": ACTIVE, "route_id": self.act_route.id})
        )
        self._accept(drawn)
        with self.assertRaisesRegex(UserError, "drawn this version yourself"):
            drawn.action_publish()
        drawn.with_user(self.drafter2).action_publish()
        with self.assertRaises(UserError):
            drawn.with_user(self.drafter2).condition = "[('id', '=', 0)]"
        with self.assertRaises(UserError):
            drawn.with_user(self.manager).write({"group_id": False})
        with self.assertRaises(AccessError):
            drawn.with_user(self.manager).action_retire()

    def test_others_do_not_read_what_was_asked(self):
        request = self._ask(self._leave(to_user_id=self.guard.id))
        stranger = self.expert
        with self.assertRaises(AccessError):
            request.with_user(stranger).read(["reason"])
        found = self.env["bank.act.request"].with_user(stranger).search([])
        self.assertNotIn(request.id, found.ids)
        self.assertTrue(request.with_user(self.head).reason)
        self.assertTrue(request.with_user(self.manager).reason)
