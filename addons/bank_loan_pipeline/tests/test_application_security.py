# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who sees and changes an application, and what nobody can claim."""

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import LoanCommon


@tagged("post_install", "-at_install")
class TestApplicationSecurity(LoanCommon):
    def test_nobody_forges_an_application(self):
        application = self._create_application()
        other = self._create_client("Other", manager_id=self.manager.id)
        for values in (
            {"partner_id": other.id},
            {"product_id": self.other_product.id},
            {"name": "A-1"},
            {"approval_state": "approved"},
            {"approval_id": 1},
            {"payment": 1, "kind": "deposit"},
            {"process_id": False},
        ):
            with (
                self.subTest(values=values),
                self.assertRaises(UserError),
            ):
                with self.env.cr.savepoint():
                    application.write(values)
                    application.flush_recordset()
        with self.assertRaises(UserError):
            application.unlink()

    def test_the_process_is_that_of_the_product(self):
        application = self._create_application()
        other = application.process_id.sudo().copy()
        with self.assertRaisesRegex(UserError, "follows from its product"):
            application.write({"process_id": other.id})
        application.write({"process_id": application.process_id.id})

    def test_a_letter_is_not_filled_in_for_who_reads_nothing(self):
        application = self._create_application()
        template = self.env["mail.template"].create(
            {
                "name": "Letter",
                "model_id": self.env["ir.model"]._get_id("bank.application"),
            }
        )
        hidden = application.with_user(self.stranger)
        method = "message_post_with_source"
        with (
            patch.object(type(application), method) as post,
            self.assertRaises(AccessError),
        ):
            hidden.activity_send_mail(template.id)
        post.assert_not_called()

    def test_a_letter_about_something_else_is_not_filled_in(self):
        """The fuzzer: any template was filled in and sent by whoever could read."""
        application = self._create_application()
        letters = self.env["mail.template"]
        method = "message_post_with_source"
        for model, is_sent in (("res.partner", False), ("bank.application", True)):
            model_id = self.env["ir.model"]._get_id(model)
            template = letters.create({"name": "Letter", "model_id": model_id})
            with patch.object(type(application), method) as post:
                application.with_user(self.manager).activity_send_mail(template.id)
            self.assertEqual(post.called, is_sent)
        own = application.with_user(self.manager)
        self.assertFalse(own.activity_send_mail([[0, 0, {"id": 1}]]))

    def test_values_of_others_do_not_count_at_creation(self):
        application = (
            self.env["bank.application"]
            .with_user(self.manager)
            .with_context(default_partner_id=self.other_client.id, default_name="A-1")
            .create(
                {
                    "deal_id": self.deal.id,
                    "partner_id": self.other_client.id,
                    "product_id": self.other_product.id,
                    "name": "A-2",
                }
            )
        )
        self.assertEqual(application.partner_id, self.client)
        self.assertEqual(application.product_id, self.product)
        self.assertNotIn(application.name, ("A-1", "A-2"))

    def test_who_sees_and_changes_what(self):
        application = self._create_application()
        for user, reads, writes in (
            (self.manager, True, True),
            (self.colleague, True, False),
            (self.head, True, True),
            (self.operator, True, False),
            (self.underwriter, True, False),
            (self.auditor, True, False),
            (self.stranger, False, False),
            (self.employee, False, False),
            (self.administrator, False, False),
        ):
            own = application.with_user(user)
            with self.subTest(user=user.login):
                found = own.has_access("read") and own.search([("id", "=", own.id)])
                self.assertEqual(bool(found), reads)
                try:
                    with self.env.cr.savepoint():
                        own.write({"purpose": user.login})
                    wrote = True
                except (AccessError, UserError):
                    wrote = False
                self.assertEqual(wrote, writes)

    def test_a_strangers_deal_gives_none(self):
        for user in (self.stranger, self.colleague, self.operator, self.underwriter):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._create_application(user=user)

    def test_a_task_shows_the_application_of_another_branch(self):
        far = self._create_user(
            "far", "bank_approval.group_approval_underwriter", self.other_branch
        )
        action = self.route.action_new_version()
        draft = self.env["bank.approval.route"].browse(action["res_id"])
        draft.step_ids.user_ids = far
        draft.with_user(self.administrator2).sudo().action_publish()
        application = self._create_application()
        self.assertFalse(
            application.with_user(far).search([("id", "=", application.id)])
        )
        self._send(application)
        self.assertTrue(
            application.with_user(far).search([("id", "=", application.id)])
        )
        with self.assertRaises(UserError):
            application.with_user(far).write({"purpose": "mine"})
