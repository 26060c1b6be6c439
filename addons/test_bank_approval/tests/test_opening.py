# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import MANAGER, READER, ApprovalCommon


@tagged("post_install", "-at_install")
class TestOpening(ApprovalCommon):
    """A route may close the whole document; some fields stay open for a role."""

    def _field(self, name):
        return self.env["ir.model.fields"]._get("test.bank.loan", name)

    def _draft(self, *openings, **values):
        version = self.route.with_user(self.drafter)
        draft = version.browse(version.action_new_version()["res_id"])
        rows = [
            Command.create(
                {
                    "field_id": self._field(name).id,
                    "group_id": self.env.ref(group).id,
                }
            )
            for name, group in openings
        ]
        draft.write({"is_closing": True, "opening_ids": rows, **values})
        return draft

    def _close(self, *openings):
        draft = self._draft(*openings)
        draft.with_user(self.drafter2).action_publish()
        return draft

    def test_without_it_what_is_not_decided_on_changes(self):
        loan = self._sent()
        loan.write({"name": "Another", "user_id": self.manager.id})
        self.assertEqual(loan.name, "Another")

    def test_a_closed_document_stands_beside_what_is_left_open(self):
        self._close(("name", MANAGER))
        loan = self._sent()
        loan.name = "Another"
        for values in (
            {"user_id": self.guard.id},
            {"name": "B", "is_issued": True},
            {"branch_id": self.office.id},
        ):
            with self.assertRaisesRegex(UserError, "its route closes it"):
                loan.write(values)
            with self.assertRaises(UserError):
                loan.with_context(install_mode=True, import_file=True).write(values)
        messages = loan.load([".id", "is_issued"], [[str(loan.id), "1"]])["messages"]
        self.assertTrue(messages)
        self.assertFalse(loan.is_issued)

    def test_it_is_left_open_for_the_role_alone(self):
        self._close(("name", "bank_crm_core.group_crm_security_officer"))
        loan = self._sent()
        with self.assertRaisesRegex(UserError, "its route closes it"):
            loan.name = "Another"

    def test_after_the_decision_it_is_open_again(self):
        self._close()
        loan = self._sent()
        self._approve_all(loan)
        loan.name = "Another"
        self.assertEqual((loan.name, loan.approval_state), ("Another", "approved"))

    def test_what_is_decided_on_is_opened_for_nobody(self):
        for name in ("amount", "purpose", "partner_id", "rating", "approval_id"):
            with self.assertRaisesRegex(ValidationError, "decided on"):
                self._draft((name, READER))
        other = self.env["ir.model.fields"]._get("res.partner", "name")
        draft = self._draft()
        with self.assertRaises(ValidationError):
            draft.opening_ids.create(
                {
                    "route_id": draft.id,
                    "field_id": other.id,
                    "group_id": self.env.ref(READER).id,
                }
            )

    def test_a_version_in_force_opens_nothing_more(self):
        version = self._close()
        values = {
            "route_id": version.id,
            "field_id": self._field("name").id,
            "group_id": self.env.ref(MANAGER).id,
        }
        for act in (
            lambda: version.opening_ids.with_user(self.drafter).create(values),
            lambda: version.with_user(self.drafter).write({"is_closing": False}),
        ):
            with self.assertRaises(ValidationError):
                act()
        draft = version.browse(
            version.with_user(self.drafter).action_new_version()["res_id"]
        )
        row = draft.opening_ids.with_user(self.drafter).create(
            {**values, "route_id": draft.id}
        )
        with self.assertRaisesRegex(UserError, "drawn"):
            draft.with_user(self.drafter).action_publish()
        self.assertEqual(row.route_id.drafter_ids, self.drafter)
