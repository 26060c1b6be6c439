# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import GateCommon


@tagged("post_install", "-at_install")
class TestCheck(GateCommon):
    def test_domain_sees_archived_documents(self):
        document = self._create_documents(amount=5, active=False)
        self.assertFalse(self.check_amount._find_failures(document))

    def test_unreadable_domain_is_refused(self):
        for domain in ("[('no_such_field', '=', 1)]", "amount > 0", "[('amount',"):
            with self.assertRaises(ValidationError):
                self.check_amount.domain = domain

    def test_fields_are_named(self):
        check = self._create_check(
            name="Complete",
            kind="fields",
            field_ids=self.env["ir.model.fields"]._get("test.bank.document", "date"),
        )
        document = self._create_documents()
        self.assertIn("Date", check._find_failures(document)[document.id])
        document.date = "2026-01-01"
        self.assertFalse(check._find_failures(document))

    def test_tasks_must_be_done_and_none_open(self):
        call = self.env.ref("mail.mail_activity_data_call")
        check = self._create_check(
            name="Called", kind="activities", activity_type_ids=call
        )
        document = self._create_documents()
        self.assertTrue(check._find_failures(document))
        task = document.activity_schedule(activity_type_id=call.id)
        self.assertTrue(check._find_failures(document))
        task.action_feedback()
        self.assertFalse(check._find_failures(document))
        document.activity_schedule(activity_type_id=call.id)
        self.assertTrue(check._find_failures(document))

    def test_code_is_for_system_administrators(self):
        with self.assertRaises(ValidationError):
            self._create_check_as(self.administrator, kind="action")

    def _create_check_as(self, user, **values):
        return (
            self.env["bank.check"]
            .with_user(user)
            .create(
                {
                    "name": "Code",
                    "model_id": self.env["ir.model"]._get_id("test.bank.document"),
                    **values,
                }
            )
        )

    def test_code_answers_for_all_documents(self):
        action = self.env["ir.actions.server"].create(
            {
                "name": "Odd names",
                "model_id": self.env["ir.model"]._get_id("test.bank.document"),
                "state": "code",
                "code": "action = {'failures': {r.id: 'Odd' for r in records[:1]}}",
            }
        )
        check = self._create_check(
            name="Code", kind="action", server_action_id=action.id
        )
        documents = self._create_documents(2)
        self.assertEqual(check._find_failures(documents), {documents[0].id: "Odd"})
        action.code = "pass"
        with self.assertRaisesRegex(UserError, "no answer"):
            check._find_failures(documents)

    def test_every_change_is_logged(self):
        decisions = self.env["bank.decision"]
        before = decisions.search_count([("kind", "=", "config")])
        self.check_amount.remedy = "Ask again."
        self.assertEqual(decisions.search_count([("kind", "=", "config")]), before + 1)

    def test_an_administrator_opens_and_changes_every_kind(self):
        field = self.env["ir.model.fields"]._get("test.bank.document", "date")
        kinds = {
            "domain": {"domain": "[]"},
            "fields": {"field_ids": field},
            "activities": {
                "activity_type_ids": self.env.ref("mail.mail_activity_data_call")
            },
        }
        for kind, values in kinds.items():
            check = self._create_check(name=kind, kind=kind, **values)
            with self.subTest(kind), Form(check.with_user(self.administrator)) as form:
                form.remedy = "Ask again."
        fields = self.env["ir.model.fields"].with_user(self.administrator)
        self.assertTrue(fields.name_search("Date", [("model", "=", field.model)]))

    def test_employees_do_not_change_checks(self):
        with self.assertRaises(AccessError):
            self.check_amount.with_user(self.employee).domain = "[]"
