# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A refusal: reasons, the answer to the client, the report, their analysis."""

from ast import literal_eval
from unittest.mock import patch

from freezegun import freeze_time
from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import LoanCommon
from .papers_common import read_docx


class RefusalCommon(LoanCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.write({"email": "client@example.com", "lang": "en_US"})
        cls.burden = cls.env.ref("bank_loan_pipeline.bank_refusal_reason_burden")
        cls.security = cls.env.ref("bank_loan_pipeline.bank_refusal_reason_security")
        cls.letter = cls.env.ref(
            "bank_loan_pipeline.bank_document_template_refusal_letter"
        )
        cls.letter.action_start()
        cls.application = cls._create_application()

    def _refuse(self):
        self._send(self.application)
        self._decide(self.application, "reject")

    def _open_dialog(self, action, **values):
        dialogs = self.env["bank.application.refuse"].with_user(self.manager)
        return dialogs.with_context(**action["context"]).create(values)

    def _give(self, *reasons):
        action = self.application.with_user(self.manager).action_give_reasons()
        ids = [reason.id for reason in reasons]
        dialog = self._open_dialog(action, reason_ids=[(6, 0, ids)])
        dialog.action_enter()
        return dialog


@tagged("post_install", "-at_install")
class TestRefusal(RefusalCommon):
    def test_the_client_reads_what_the_bank_may_tell_and_no_more(self):
        self._refuse()
        dialog = self._give(self.burden, self.security)
        self.assertEqual(dialog.told, self.burden.wording)
        self.application.with_user(self.manager).action_tell_refusal()
        self.assertTrue(self.application.date_refusal_told)
        told = self.burden.with_context(lang="en_US").wording
        message = self.application.message_ids.filtered(
            lambda row: row.contact_purpose == "statutory"
        )
        self.assertIn(told, message.body)
        self.assertNotIn(self.security.name, message.body)
        paper = self.application.document_ids.sudo()
        text = read_docx(paper.version_id.content)
        self.assertIn(told, text)
        self.assertNotIn(self.security.name, text)

    def _read_answer(self):
        """Refuse, tell the client; return his letter and the paper of the dossier."""
        self._refuse()
        self._give(self.burden)
        self.application.with_user(self.manager).action_tell_refusal()
        message = self.application.message_ids.filtered(
            lambda row: row.contact_purpose == "statutory"
        )
        paper = self.application.document_ids.sudo()
        return str(message.body), read_docx(paper.version_id.content)

    def test_no_bureau_is_named_where_none_is_told(self):
        """A deposit that is refused is no matter of the law on credit histories."""
        for text in self._read_answer():
            self.assertIn("218-", text)
        product = self._create_product(name="Deposit", code="t_dep", trade="deposit")
        process = self.env["bank.application.process"].create(
            {
                "name": "Deposits",
                "trade": "deposit",
                "product_category_ids": [Command.set(product.category_id.ids)],
                "stage_ids": [
                    Command.create({"name": "Data", "sequence": 1}),
                    Command.create(
                        {"name": "Review", "sequence": 2, "is_review": True}
                    ),
                ],
            }
        )
        process.action_publish()
        self.application = self._create_application(
            self._create_deal(product_id=product.id, amount=300_000)
        )
        for text in self._read_answer():
            self.assertIn(self.application.name, text)
            self.assertNotIn("218-", text)
            self.assertNotIn("report_due", text)

    def _count_letters(self):
        return self.env["mail.mail"].search_count(
            [
                ("model", "=", "bank.application"),
                ("res_id", "=", self.application.id),
                ("contact_purpose", "=", "statutory"),
            ]
        )

    def test_the_letter_leaves_with_what_is_written_and_once(self):
        """Undone and done again, it has not been sent; pressed twice, it is sent once."""
        self._refuse()
        self._give(self.burden)
        application = self.application.with_user(self.manager)
        decisions = self.env["bank.decision"]
        fail = patch.object(type(decisions), "_record", side_effect=UserError("Later"))
        with patch.object(type(self.env["mail.mail"]), "send") as send:
            with self.assertRaisesRegex(UserError, "Later"), self.cr.savepoint():
                with fail:
                    application.action_tell_refusal()
            application.action_tell_refusal()
            with self.assertRaisesRegex(UserError, "already"):
                application.action_tell_refusal()
        send.assert_not_called()
        self.assertEqual(self._count_letters(), 1)

    def test_of_two_windows_one_tells_the_client(self):
        self._refuse()
        self._give(self.burden)
        application = self.application.with_user(self.manager)
        # what the other one gets whose row is taken at this moment
        taken = patch.object(
            type(application), "try_lock_for_update", lambda rows, **_: rows.browse()
        )
        with taken, self.assertRaisesRegex(UserError, "another window"):
            application.action_tell_refusal()
        self.assertFalse(self.application.date_refusal_told)
        self.assertFalse(self._count_letters())

    def test_a_client_without_an_address_gets_a_letter(self):
        self.client.email = False
        self._refuse()
        self._give(self.burden)
        self.application.with_user(self.manager).action_tell_refusal()
        contact = self.env["bank.interaction"].search(
            [("partner_id", "=", self.client.id), ("purpose", "=", "statutory")]
        )
        self.assertEqual(contact.channel_id.code, "letter")
        self.assertTrue(self.application.document_ids.sudo().version_id)

    def test_without_an_address_and_a_letter_nobody_is_told(self):
        """A letter for others in force is none for this client."""
        self.client.email = False
        self._refuse()
        self._give(self.burden)
        self.env.cr.execute(
            "UPDATE bank_document_template SET domain = %s WHERE id = %s",
            ["[('amount', '<', 1)]", self.letter.id],
        )
        self.env.invalidate_all()
        application = self.application.with_user(self.manager)
        refused = self.assertRaisesRegex(UserError, "no e-mail")
        with refused, self.cr.savepoint():
            application.action_tell_refusal()
        self.env.invalidate_all()
        self.assertFalse(self.application.date_refusal_told)

    def test_no_answer_without_a_refusal_and_its_reasons(self):
        application = self.application.with_user(self.manager)
        with self.assertRaisesRegex(UserError, "not refused"):
            application.action_give_reasons()
        self._refuse()
        with self.assertRaisesRegex(UserError, "reasons first"):
            application.action_tell_refusal()
        with self.assertRaisesRegex(UserError, "at least one"):
            self._give()
        self._give(self.burden)
        application.action_tell_refusal()
        with self.assertRaisesRegex(UserError, "already"):
            application.action_tell_refusal()
        with self.assertRaisesRegex(UserError, "the reasons stay"):
            self._give(self.security)

    @freeze_time("2026-11-27 09:00:00")  # a Friday
    def test_the_bureau_is_told_within_two_working_days(self):
        self._refuse()
        self.assertEqual(str(self.application.date_bureau_due), "2026-12-01")
        task, answer = self.application.activity_ids.sorted("date_deadline")
        self.assertEqual(task.user_id, self.manager)
        self.assertEqual(str(task.date_deadline), "2026-12-01")
        action = self.application.with_user(self.manager).action_report_refusal()
        with self.assertRaisesRegex(UserError, "number"):
            self._open_dialog(action).action_enter()
        self._open_dialog(action, number="N-1").action_enter()
        self.assertEqual(self.application.bureau_number, "N-1")
        self.assertEqual(self.application.activity_ids, answer)
        with self.assertRaisesRegex(UserError, "already"):
            self._open_dialog(action, number="N-2").action_enter()

    @freeze_time("2026-11-26 22:30:00")  # of the bank a Friday
    def test_terms_begin_on_the_day_of_the_bank(self):
        (self.underwriter | self.manager).tz = "Europe/Moscow"
        self.env["ir.config_parameter"].set_param(
            "bank_loan_pipeline.answer_days", "10"
        )
        self._refuse()
        self.assertEqual(str(self.application.date_bureau_due), "2026-12-01")
        self.assertEqual(str(self.application.date_answer_due), "2026-12-07")

    @freeze_time("2026-11-27 09:00:00")
    def test_the_client_is_told_within_the_term_of_the_bank(self):
        self.env["ir.config_parameter"].set_param(
            "bank_loan_pipeline.answer_days", "10"
        )
        self._refuse()
        self.assertEqual(str(self.application.date_answer_due), "2026-12-07")
        tasks = self.application.activity_ids
        [task] = tasks.filtered(lambda task: str(task.date_deadline) == "2026-12-07")
        self.assertEqual(task.user_id, self.manager)
        self._give(self.burden)
        self.application.with_user(self.manager).action_tell_refusal()
        self.assertEqual(self.application.activity_ids, tasks - task)

    def test_refusals_that_wait_are_in_a_list_and_somebodys_task(self):
        """Nobody sells it: whoever leads the client has the tasks."""
        self.application.sudo().user_id = False
        self._refuse()
        tasks = self.application.activity_ids
        self.assertEqual(len(tasks), 2)
        self.assertEqual(tasks.user_id, self.client.manager_id)
        search = etree.fromstring(self.application.get_view(view_type="search")["arch"])

        def find(name):
            [node] = search.iterfind(f".//filter[@name='{name}']")
            domain = literal_eval(node.get("domain"))
            rows = self.env["bank.application"].with_user(self.manager)
            return self.application in rows.search(domain)

        self.assertTrue(find("refusal_untold") and find("refusal_unreported"))
        self._give(self.burden)
        application = self.application.with_user(self.manager)
        application.action_tell_refusal()
        self.assertFalse(find("refusal_untold"))
        action = application.action_report_refusal()
        self._open_dialog(action, number="N-1").action_enter()
        self.assertFalse(find("refusal_unreported"))

    def test_refused_again_it_is_answered_again(self):
        application = self.application.with_user(self.manager)
        self._refuse()
        self._give(self.security)
        application.action_tell_refusal()
        action = application.action_report_refusal()
        self._open_dialog(action, number="N-1").action_enter()
        application.amount = 250_000
        application.action_request_approval()
        self._decide(self.application, "reject")
        # what was said and reported was said of the first refusal
        self.assertFalse(application.date_refusal_told)
        self.assertFalse(application.bureau_number)
        self.assertEqual(len(application.activity_ids), 2)
        with self.assertRaisesRegex(UserError, "reasons first"):
            application.action_tell_refusal()
        self._give(self.burden)
        self.assertEqual(application.told_reasons, self.burden.wording)
        application.action_tell_refusal()
        self._open_dialog(action, number="N-2").action_enter()
        # reasons of both are kept and analysed
        self.assertEqual(application.refusal_ids.reason_id, self.security | self.burden)

    def test_reasons_are_analysed(self):
        self._refuse()
        self._give(self.burden, self.security)
        rows = self.env["bank.application.refusal"].with_user(self.manager)
        groups = rows._read_group(
            [("partner_id", "=", self.client.id)],
            ["reason_id", "product_id"],
            ["amount:sum"],
        )
        self.assertEqual(
            groups,
            [
                (self.burden, self.product, 300_000),
                (self.security, self.product, 300_000),
            ],
        )
        strangers = rows.with_user(self.stranger)
        self.assertFalse(strangers.search([("partner_id", "=", self.client.id)]))

    def test_nobody_forges_a_refusal(self):
        self._refuse()
        self._give(self.burden)
        row = self.application.refusal_ids
        for user in (self.manager, self.underwriter):
            with self.assertRaises(AccessError):
                row.with_user(user).write({"date": "2020-01-01"})
            with self.assertRaises(AccessError):
                row.with_user(user).unlink()
        with self.assertRaises(UserError):
            self.application.with_user(self.manager).date_refusal_told = "2020-01-01"
        with self.assertRaises(AccessError):
            self.application.with_user(self.stranger).action_give_reasons()
