# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from odoo.addons.bank_base.tests.common import count_queries

from .common import GateCommon

CONDITIONS = (
    "[]",
    "[('id', '=', 0)]",
    "[('amount', '>', 10)]",
    "[('amount', '<=', 10)]",
    "[('date', '=', False)]",
    "[('date', '<', '2026-06-01')]",
    "[('active', '=', True)]",
    "['|', ('name', 'ilike', '1'), ('amount', '=', 5)]",
    "[('currency_id.name', '=', 'USD')]",
    "[('stage_id.name', '!=', 'Nowhere')]",
    "[('activity_ids.summary', '=', 'Call')]",
    "['!', ('activity_ids', '!=', False)]",
)


@tagged("post_install", "-at_install")
class TestCheck(GateCommon):
    def test_domain_sees_archived_documents(self):
        document = self._create_documents(amount=5, active=False)
        self.assertFalse(self.check_amount._find_failures(document))

    def _create_conditions(self, domains):
        return self.env["bank.check"].concat(
            *(
                self._create_check(name=domain, kind="domain", domain=domain)
                for domain in domains
            )
        )

    def _create_varied(self):
        documents = self._create_documents(3, amount=5)
        documents |= self._create_documents(2, amount=50, date="2026-03-01")
        documents |= self._create_documents(active=False, date="2026-09-01")
        documents[0].amount = False
        documents[1].activity_schedule(summary="Call")
        documents[2].activity_schedule(summary="Letter")
        return documents

    def test_conditions_are_told_together_as_each_by_itself(self):
        documents = self._create_varied()
        checks = self._create_conditions(CONDITIONS)
        expected = {
            (check.name, document_id)
            for check in checks
            for document_id in check._find_failures(documents)
        }
        found = checks._run(documents)
        told = {
            (failure["name"], document_id)
            for document_id, rows in found.items()
            for failure in rows
        }
        self.assertEqual(told, expected)
        self.assertGreater(len(expected), len(CONDITIONS))
        for rows in found.values():
            names = [failure["name"] for failure in rows]
            self.assertEqual(names, [name for name in CONDITIONS if name in names])

    def test_many_conditions_cost_the_statement_of_one(self):
        documents = self._create_varied()
        few, many = (
            self._create_conditions(CONDITIONS[2 : 2 + count]) for count in (2, 6)
        )
        self.assertEqual(
            count_queries(self.env, lambda: few._run(documents)),
            count_queries(self.env, lambda: many._run(documents)),
        )

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
