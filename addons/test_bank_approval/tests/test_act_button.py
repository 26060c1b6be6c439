# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import tagged

from .test_act import ActCommon

ANALYST = "bank_crm_core.group_crm_analyst"
EXPORT = "bank.segment:export"


class ButtonCommon(ActCommon):
    """An analyst with a list of two clients, whose export the head approves."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.analyst = cls._user("analyst", cls.office, ANALYST)
        cls.clients = cls.env["res.partner"].create(
            [
                {"name": name, "client_kind": "company", "branch_id": cls.branch.id}
                for name in ("Zarya Ltd", "Rassvet Ltd", "Zakat Ltd")
            ]
        )
        cls.segment = cls._segment("Debtors")
        cls.export_rule = cls._rule(name="Lists of clients", act=EXPORT)

    @classmethod
    def _segment(cls, name):
        segment = (
            cls.env["bank.segment"]
            .with_user(cls.analyst)
            .create({"name": name, "kind": "fixed"})
        )
        segment._add_clients(cls.clients[:2].with_user(cls.analyst))
        return segment

    def _export(self, **values):
        values = {"segment_id": self.segment.id, "purpose": "calls", **values}
        exports = self.env["bank.client.export"].with_user(self.analyst)
        export = exports.create({"format": "csv", **values})
        export.action_export()
        return export

    def _approved(self):
        request = self._ask(self.segment, self.analyst)
        self._approve(request)
        return request


@tagged("post_install", "-at_install")
class TestActButton(ButtonCommon):
    """What a button does without changing a status waits for its approval as well."""

    def test_a_list_leaves_once_it_is_approved_and_once_only(self):
        with self.assertRaisesRegex(
            UserError, "Lists of clients.*Ask for its approval"
        ):
            self._export()
        # who opens the dialog hears of it before he has filled it in
        with self.assertRaisesRegex(UserError, "Ask for its approval"):
            self.segment.action_export()
        request = self._ask(self.segment, self.analyst)
        with self.assertRaisesRegex(UserError, "still being approved"):
            self._export()
        self._approve(request)
        self.segment.action_export()
        self.assertTrue(self._export().file)
        self.assertEqual(request.used_by_id, self.analyst)
        with self.assertRaisesRegex(UserError, "Ask for its approval"):
            self._export()
        domain = [("kind", "=", "approved_act"), ("res_id", "=", self.segment.id)]
        self.assertEqual(self.env["bank.decision"].search_count(domain), 1)

    def test_another_client_on_the_list_is_another_list(self):
        self._approved()
        self.segment._add_clients(self.clients[2].with_user(self.analyst))
        with self.assertRaisesRegex(UserError, "not what was approved"):
            self._export()
        self.segment._remove_clients(self.clients[2].with_user(self.analyst))
        self.assertTrue(self._export().file)

    def test_other_conditions_are_another_list(self):
        self.segment = (
            self.env["bank.segment"]
            .with_user(self.analyst)
            .create(
                {
                    "name": "All",
                    "line_ids": [
                        Command.create({"source": "client", "domain": "[]"}),
                    ],
                }
            )
        )
        self._approved()
        # laid down anew every night: no other conditions
        self.segment._refresh()
        self.segment.line_ids.domain = "[('client_kind', '=', 'company')]"
        with self.assertRaisesRegex(UserError, "not what was approved"):
            self._export()
        self.segment.line_ids.domain = "[]"
        self.assertTrue(self._export().file)

    def test_a_number_is_shown_once_it_is_approved(self):
        self._rule(name="Numbers", act="bank.identity.document:unmask")
        officer = self._user(
            "officer", self.office, "bank_crm_core.group_crm_security_officer"
        )
        officer.group_ids += self.env.ref("bank_crm_core.group_crm_unmask")
        person = self.env["res.partner"].create(
            {"name": "Ann", "client_kind": "person", "branch_id": self.branch.id}
        )
        paper = self.env["bank.identity.document"].create(
            {
                "partner_id": person.id,
                "type_id": self.env.ref("bank_crm_core.bank_identity_type_passport").id,
                "number_input": "4509 123456",
                "date_issued": "2010-06-01",
            }
        )
        mine = paper.with_user(officer)
        with self.assertRaisesRegex(UserError, "Ask for its approval"):
            mine.action_unmask("The court wants it")
        request = self._ask(paper, officer)
        self.assertNotIn("123456", f"{request.name} {request.content}")
        self._approve(request)
        shown = mine.action_unmask("The court wants it")
        self.assertIn("123456", shown["params"]["message"])
        with self.assertRaisesRegex(UserError, "Ask for its approval"):
            mine.action_unmask("The court wants it again")

    def test_a_book_is_handed_over_once_it_is_approved(self):
        """The step of a status and the act of a button are one mechanism."""
        self._rule(name="Books", act="bank.handover:planned")
        self.branch.head_id = self.guard
        self.clients.manager_id = self.manager
        colleague = self._user(
            "colleague", self.branch, "bank_crm_core.group_crm_manager"
        )
        self.guard.group_ids += self.env.ref("bank_crm_core.group_crm_head")
        book = (
            self.env["bank.handover"]
            .with_user(self.guard)
            .create(
                {
                    "from_user_id": self.manager.id,
                    "target_ids": [Command.create({"user_id": colleague.id})],
                }
            )
        )
        book.action_distribute()
        with self.assertRaisesRegex(UserError, "Books"):
            book.action_hand_over()
        self._approve(self._ask(book, self.guard))
        book.action_hand_over()
        self.assertEqual(book.state, "done")
        self.assertEqual(self.clients.manager_id, colleague)

    def test_the_form_has_the_button_where_a_rule_is_in_force(self):
        views = self.env["bank.segment"].with_user(self.analyst)
        arch = views.get_views([(False, "form")])["views"]["form"]["arch"]
        self.assertIn("action_ask_for_act", arch)
        self.export_rule.action_retire()
        arch = views.get_views([(False, "form")])["views"]["form"]["arch"]
        self.assertNotIn("action_ask_for_act", arch)
        self.assertTrue(self._export().file)

    def test_an_act_is_no_status(self):
        """A name that is both would let one rule mean two things."""
        for name in self.env["bank.act.rule"]._get_guarded_models():
            model = self.env[name]
            state = getattr(model, "_state_field", None)
            states = model._fields[state].get_values(self.env) if state else []
            self.assertFalse(set(states) & model._get_acts().keys(), name)


@tagged("post_install", "-at_install")
class TestActButtonForgery(ButtonCommon):
    """What a dishonest employee tries."""

    def test_loose_clients_are_no_way_round(self):
        loose = [Command.set(self.clients.ids)]
        with self.assertRaisesRegex(UserError, "Lists of clients"):
            self._export(segment_id=False, partner_ids=loose)
        self._approved()
        with self.assertRaisesRegex(UserError, "Lists of clients"):
            self._export(segment_id=False, partner_ids=loose)
        self.export_rule.action_retire()
        self.assertTrue(self._export(segment_id=False, partner_ids=loose).file)

    def test_one_approval_covers_one_list(self):
        self._approved()
        other = self._segment("Others")
        with self.assertRaisesRegex(UserError, "Ask for its approval"):
            self._export(segment_id=other.id)

    def test_nothing_in_the_context_approves_it(self):
        exports = self.env["bank.client.export"].with_user(self.analyst)
        export = exports.create({"segment_id": self.segment.id, "purpose": "calls"})
        for context in (
            {"bank_transition_token": True},
            {"install_mode": True, "module": "bank_crm_core"},
            {"default_approval_state": "approved", "uid": 1, "su": True},
        ):
            with self.assertRaises(UserError):
                call_kw(export, "action_export", [export.ids], {"context": context})
        self.assertFalse(export.file)

    def test_nobody_uses_an_approval_up_or_calls_the_act_himself(self):
        request = self._approved()
        for method in ("_take_act", "_check_act", "_get_act_reasons"):
            with self.assertRaises(AccessError):
                call_kw(self.segment, method, [self.segment.ids, "export"], {})
        self.assertFalse(request.date_used)

    def test_what_is_not_for_everybody_is_not_told_to_who_approves(self):
        field = self.env["ir.model.fields"]._get("bank.identity.document", "number")
        rule = self.env["bank.act.rule"].create(
            {
                "name": "Numbers",
                "act": "bank.identity.document:unmask",
                "route_id": self.act_route.id,
                "field_ids": [Command.set(field.ids)],
            }
        )
        with self.assertRaisesRegex(UserError, "not for everybody"):
            rule.action_publish()
