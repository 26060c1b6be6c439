# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestTrace(DealCommon):
    """What a stage does by itself leaves a trace and is not done twice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.action = cls.env["ir.actions.server"].create(
            {
                "name": "Tell the department",
                "model_id": cls.env["ir.model"]._get("crm.lead").id,
                "state": "code",
                "code": "for deal in records:\n    deal.message_post(body='told')",
            }
        )
        process = cls.env["bank.process"].create(
            {
                "name": "Three steps",
                "product_category_ids": [Command.set(cls.category.ids)],
                "stage_ids": [
                    Command.create({"name": "Terms", "sequence": 1}),
                    Command.create(
                        {
                            "name": "Papers",
                            "sequence": 2,
                            "server_action_ids": [Command.set(cls.action.ids)],
                        }
                    ),
                    Command.create({"name": "Won", "sequence": 3, "is_won": True}),
                ],
            }
        )
        process.action_publish()
        cls.terms, cls.papers, _won = process._get_stages()
        cls.runs = cls.env["bank.stage.run"]

    def _told(self, deal):
        return str(deal.sudo().message_ids.mapped("body")).count("told")

    def _runs_of(self, deals):
        return self.runs.search(
            [("res_model", "=", "crm.lead"), ("res_id", "in", deals.ids)], order="id"
        )

    def test_what_was_done_on_which_document_by_whose_move(self):
        deals = self._create_deal() | self._create_deal()
        deals.action_next_stage()
        runs = self._runs_of(deals)
        self.assertEqual(runs.mapped("res_id"), deals.ids)
        self.assertEqual(runs.user_id, self.manager)
        for run in runs:
            self.assertEqual(
                (run.kind, run.name, run.place, run.outcome),
                ("action", "Tell the department", "Papers", "done"),
            )

    def test_what_comes_twice_in_a_minute_is_done_once(self):
        deal = self._create_deal()
        for stage in (self.papers, self.terms, self.papers):
            deal.stage_id = stage
        self.assertEqual(self._told(deal), 1)
        self.assertEqual(self._runs_of(deal).mapped("outcome"), ["done", "repeated"])
        deal.stage_id = self.terms
        later = fields.Datetime.now() + timedelta(minutes=2)
        with patch.object(fields.Datetime, "now", lambda *_args: later):
            deal.stage_id = self.papers
        self.assertEqual(self._told(deal), 2)

    def test_what_fails_refuses_the_move_and_is_noted_apart(self):
        self.action.code = "raise UserError('No printer for Mr Smith')"
        deal = self._create_deal()
        noted = []
        with patch.object(
            type(self.runs),
            "_note_apart",
            lambda runs, documents, cause, key: noted.append((documents, cause, key)),
        ):
            with self.assertRaisesRegex(UserError, "No printer"):
                deal.action_next_stage()
        self.assertEqual(deal.stage_id, self.terms)
        [(documents, cause, key)] = noted
        self.assertEqual((documents, cause["outcome"]), (deal, "failed"))
        with self.enter_registry_test_mode():
            self.runs._note_apart(documents, cause, key)
        self.env.invalidate_all()
        run = self._runs_of(deal)
        self.assertEqual((run.outcome, run.error_kind), ("failed", "UserError"))
        # what is said of a document is for who may read it
        self.assertIn("Mr Smith", run.with_user(self.manager).problem_shown)
        self.assertFalse(run.with_user(self.administrator).problem_shown)
        self.assertFalse(run.with_user(self.administrator).document_name)

    def test_a_letter_of_a_sequence_is_sent_once(self):
        deal = self._create_deal()
        self.client.email = "client@example.com"
        item = self._start_letter(deal)
        run = self._runs_of(deal)
        self.assertEqual((run.kind, run.outcome), ("step", "done"))
        before = self.env["mail.mail"].search_count([])
        item.state = "open"  # as a replay would find it
        item._give()
        self.assertEqual(self.env["mail.mail"].search_count([]), before)
        self.assertEqual(self._runs_of(deal).mapped("outcome"), ["done", "repeated"])

    def _start_letter(self, deal):
        letter = self.env["mail.template"].create(
            {
                "name": "Welcome",
                "model_id": self.env["ir.model"]._get("crm.lead").id,
                "subject": "Welcome",
                "email_to": "client@example.com",
                "contact_purpose": "service",
            }
        )
        plan = self.env["mail.activity.plan"].create(
            {
                "name": "Letters",
                "res_model": "crm.lead",
                "template_ids": [
                    Command.create(
                        {
                            "summary": "Welcome",
                            "step_kind": "letter",
                            "letter_template_id": letter.id,
                            "activity_type_id": self.env.ref(
                                "mail.mail_activity_data_email"
                            ).id,
                        }
                    )
                ],
            }
        )
        plan.action_publish()
        started = self.env["bank.action.plan"].with_user(self.manager)
        return started._start(plan, deal.with_user(self.manager)).sudo().item_ids

    def test_the_deal_shows_its_own_and_no_stranger_reads_them(self):
        deal = self._create_deal(name="Sale of the zoo")
        deal.action_next_stage()
        run = self._runs_of(deal)
        action = deal.with_user(self.manager).action_open_stage_runs()
        found = self.runs.with_user(self.manager).search(action["domain"])
        self.assertEqual(found, run)
        self.assertEqual(deal.with_user(self.manager).stage_run_count, 1)
        self.assertEqual(
            self.runs.with_user(self.administrator).browse(run.id).name, run.name
        )
        self.assertNotIn(
            deal.display_name,
            str(self.runs.with_user(self.administrator).search_read([])),
        )
        for user in (self.stranger, self.employee):
            with self.assertRaises(AccessError):
                run.with_user(user).read(["name"])
        deal._set_confidentiality(
            "named", self.env["res.users"], "The owner asked for it"
        )
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            run.with_user(self.head).read(["name"])
        for user in (self.manager, self.administrator, self.auditor):
            with self.assertRaises(AccessError):
                run.with_user(user).write({"outcome": "done"})
            with self.assertRaises(AccessError):
                run.with_user(user).unlink()
