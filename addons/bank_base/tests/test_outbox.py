# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Another system is told once, however often it is tried; nobody tells it by hand."""

import doctest
import json
import os
import shutil
import tempfile
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import BaseCase, new_test_user, tagged
from odoo.tools import config, mute_logger

from odoo.addons.base.models.ir_cron import IrCron
from odoo.addons.base.tests.common import BaseCommon

from ..tools import retry
from ..tools.http_send import FetchError, RefusedError
from .answer_server import AnswerServer


class OutboxCommon(BaseCommon):
    """A system that takes files from a folder, and who may look at messages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.system = cls.env["bank.outbox.system"].create(
            {"name": "Core", "code": "t_core", "attempts": 3}
        )
        cls.outbox = cls.env["bank.outbox"]
        # what waits from before is not ours
        others = cls.env["bank.outbox.system"].search([("id", "!=", cls.system.id)])
        others.active = False
        for role in ("integration", "auditor", "administrator", "user"):
            user = new_test_user(
                cls.env, login=f"outbox_{role}", groups=f"bank_base.group_bank_{role}"
            )
            setattr(cls, role, user)

    def put(self, event="t.made", partner=None, **payload):
        partner = partner or self.env.user.partner_id
        return self.outbox._put("t_core", event, [(partner, payload or {"n": 1})])

    def open_server(self, server):
        self.env["ir.config_parameter"].set_param("bank_base.outbox_hosts", server.host)
        self.system.write(
            {
                "adapter": "http",
                "url": f"http://{server.host}/in",
                "token": "secret",
                "timeout": 1,
            }
        )

    def run_cron(self, later=0):
        now = fields.Datetime.now() + timedelta(minutes=later)
        with (
            patch.object(IrCron, "_commit_progress", return_value=1.0),
            patch.object(fields.Datetime, "now", return_value=now),
        ):
            self.outbox._cron_send()


@tagged("post_install", "-at_install")
class TestRetry(BaseCase):
    def test_examples_in_the_code_hold(self):
        self.assertEqual(doctest.testmod(retry).failed, 0)

    def test_there_is_another_attempt_while_there_is_hope(self):
        waits, answers = [], [FetchError("silent"), FetchError("busy"), "here"]

        def act():
            answer = answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer

        self.assertEqual(retry.try_again(act, 3, sleep=waits.append), "here")
        self.assertEqual(waits, [0.2, 0.4])
        answers[:] = [FetchError("a"), FetchError("b"), "late"]
        with self.assertRaisesRegex(FetchError, "b"):
            retry.try_again(act, 2, sleep=waits.append)
        # what is refused is not asked again
        answers[:] = [RefusedError("no"), "never"]
        with self.assertRaises(RefusedError):
            retry.try_again(act, 3, sleep=waits.append)
        self.assertEqual(answers, ["never"])


@tagged("post_install", "-at_install")
class TestOutbox(OutboxCommon):
    def test_the_same_event_is_one_message(self):
        first, second = self.put(), self.put()
        self.assertEqual(first, second)
        self.assertEqual(first.state, "waiting")
        self.assertNotEqual(first, self.put("t.changed"))

    def test_sent_once_under_one_key(self):
        message = self.put(amount="10.50")
        with AnswerServer((200, b"{}")) as server:
            self.open_server(server)
            self.run_cron()
            self.run_cron(later=600)
        [(headers, body)] = server.asked
        self.assertEqual(message.state, "sent")
        self.assertEqual(headers["Idempotency-Key"], message.key)
        self.assertEqual(headers["Authorization"], "Bearer secret")
        self.assertEqual(body["key"], message.key)
        self.assertEqual(body["content"], {"amount": "10.50"})

    def test_killed_before_it_is_noted_it_goes_out_under_the_same_key(self):
        message = self.put()
        with AnswerServer((200, b"{}"), (409, b"known")) as server:
            self.open_server(server)
            savepoint = self.env.cr.savepoint()
            message._send()
            self.assertEqual(message.state, "sent")
            savepoint.rollback()
            self.env.invalidate_all()
            self.assertEqual(message.state, "waiting")
            self.run_cron()
        self.assertEqual(message.state, "sent")
        keys = {headers["Idempotency-Key"] for headers, _body in server.asked}
        self.assertEqual((len(server.asked), keys), (2, {message.key}))
        bodies = [body for _headers, body in server.asked]
        self.assertEqual(*bodies)

    def test_it_is_tried_again_later_and_later(self):
        message = self.put()
        with AnswerServer((503, b""), (200, "silence"), (500, b"")) as server:
            self.open_server(server)
            self.run_cron()
            self.assertEqual((message.state, message.attempts), ("waiting", 1))
            first = message.date_next
            self.assertIn("503", message.problem)
            self.run_cron()  # it is not its time yet
            self.assertEqual(len(server.asked), 1)
            self.run_cron(later=2)
            self.assertGreater(message.date_next - first, timedelta(minutes=1))
            self.run_cron(later=10)
        self.assertEqual((message.state, message.attempts), ("failed", 3))
        message.with_user(self.administrator).action_retry()
        self.assertEqual((message.state, message.attempts), ("waiting", 0))

    def test_what_is_refused_for_good_waits_for_a_person(self):
        message = self.put()
        with AnswerServer((400, b"no")) as server:
            self.open_server(server)
            self.run_cron()
        self.assertEqual((message.state, message.attempts), ("failed", 1))
        self.assertIn("400", message.problem)

    def test_a_host_that_nobody_has_opened_is_told_nothing(self):
        message = self.put()
        with AnswerServer() as server:
            self.open_server(server)
            self.env["ir.config_parameter"].set_param("bank_base.outbox_hosts", "x.ru")
            self.run_cron()
        self.assertFalse(server.asked)
        self.assertEqual(message.state, "waiting")
        self.assertIn("bank_base.outbox_hosts", message.problem)

    def test_one_that_fails_holds_up_its_own_document_only(self):
        first, second = self.put(), self.put("t.changed")
        other = self.put(partner=self.administrator.partner_id)
        with AnswerServer((400, b"no"), (200, b"{}")) as server:
            self.open_server(server)
            self.run_cron()
        self.assertEqual(first.state, "failed")
        self.assertEqual(second.state, "waiting")
        self.assertEqual(other.state, "sent")

    def test_messages_about_one_thing_do_not_overtake_one_another(self):
        """Two documents, two versions of one thing: the second waits for the first."""
        thing = self.env.user.partner_id
        first_paper, second_paper = (
            self.administrator.partner_id,
            self.auditor.partner_id,
        )
        about = {first_paper: thing, second_paper: thing}
        first, second = (
            self.outbox._put("t_core", "t.changed", [(paper, {"n": 1})], about)
            for paper in about
        )
        other = self.put(partner=self.integration.partner_id)
        self.assertEqual(second.waits_for_id, first)
        with AnswerServer((503, b""), *[(200, b"{}")] * 3) as server:
            self.open_server(server)
            self.run_cron()
            # the first one is put off: the second one waits with it, nothing else does
            self.assertEqual(
                (first.state, second.state, other.state), ("waiting", "waiting", "sent")
            )
            self.run_cron(later=5)
        self.assertEqual((first.state, second.state), ("sent", "sent"))
        self.assertFalse(second.waits_for_id)
        keys = [body["key"] for _headers, body in server.asked]
        self.assertEqual(keys, [first.key, other.key, first.key, second.key])

    def test_what_failed_for_good_holds_up_the_next_and_says_so(self):
        first, second = self.put(), self.put("t.changed")
        with AnswerServer((400, b"no"), (200, b"{}"), (200, b"{}")) as server:
            self.open_server(server)
            self.run_cron()
            self.run_cron(later=600)
            self.assertEqual((first.state, second.state), ("failed", "waiting"))
            self.assertEqual(second.waits_for_id, first)
            self.assertIs(first.hold, False, "nothing goes before it")
            self.assertIn(f"Message {first.id}", second.hold)
            self.assertIn("failed", second.hold)
            # nobody gets round it: the first one goes first
            first.with_user(self.administrator).action_retry()
            self.run_cron(later=600)
        self.assertEqual((first.state, second.state), ("sent", "sent"))

    def test_one_that_is_held_up_meanwhile_is_not_sent(self):
        """Between the search and the sending, another process may have changed it."""
        first, second = self.put(), self.put("t.changed")
        first._transition("sent")
        self.assertTrue(second._is_waiting())
        later = self.outbox.search([("id", "=", second.id)])
        first.with_context(
            bank_transition_token=first._TRANSITION_TOKEN
        ).state = "waiting"
        self.assertFalse(later._is_waiting())

    def _read_alerts(self, user=None):
        tasks = self.env["mail.activity"].search(
            [("res_model", "=", self.system._name), ("res_id", "=", self.system.id)]
        )
        return tasks.filtered(lambda task: not user or task.user_id == user)

    def test_what_failed_for_good_is_one_task_of_the_administrators(self):
        first, second = self.put(), self.put(partner=self.administrator.partner_id)
        with AnswerServer(*[(400, b"no")] * 2, *[(200, b"{}")] * 2) as server:
            self.open_server(server)
            self.run_cron()
            self.assertEqual((first.state, second.state), ("failed", "failed"))
            # two messages, one task; nobody else has one
            self.assertEqual(len(self._read_alerts(self.administrator)), 1)
            self.assertFalse(self._read_alerts(self.user))
            self.assertEqual(self.system.failed_count, 2)
            # it ends when nothing has failed any more
            first.with_user(self.administrator).action_retry()
            self.assertTrue(self._read_alerts(self.administrator))
            second.with_user(self.integration).action_retry()
            self.assertFalse(self._read_alerts())
            self.run_cron(later=1)
        self.assertFalse(self._read_alerts())

    def test_a_task_goes_to_who_is_responsible(self):
        self.system.user_id = self.administrator
        self.put()
        with AnswerServer((400, b"no")) as server:
            self.open_server(server)
            self.run_cron()
        self.assertEqual(self._read_alerts().user_id, self.administrator)
        # the other system has it after all
        self.confirm(self.outbox.search([("system_id", "=", self.system.id)]))
        self.assertFalse(self._read_alerts())

    @mute_logger("odoo.addons.bank_base.models.bank_outbox_send")
    def test_an_adapter_that_breaks_stops_no_other(self):
        broken, whole = self.put(), self.put(partner=self.administrator.partner_id)

        def send(_system, key, _body):
            if key == broken.key:
                raise ZeroDivisionError

        with patch.object(type(self.system), "_send_file", send):
            self.run_cron()
        self.assertEqual((broken.state, whole.state), ("waiting", "sent"))
        self.assertIn("ZeroDivision", broken.problem)

    def test_a_file_is_whole_and_one(self):
        message = self.put(partner=self.administrator.partner_id)
        self.run_cron()
        self.assertIn("bank_outbox_dir", message.problem)
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        with patch.dict(config.options, {"bank_outbox_dir": folder}):
            self.run_cron(later=5)
            message.with_context(
                bank_transition_token=message._TRANSITION_TOKEN
            ).state = "waiting"
            message._send()
        [name] = os.listdir(folder)
        with open(os.path.join(folder, name), encoding="utf-8") as stream:
            self.assertEqual(json.load(stream)["key"], message.key)

    def test_an_archived_system_waits(self):
        message = self.put()
        self.system.active = False
        self.run_cron()
        self.assertEqual((message.state, message.attempts), ("waiting", 0))

    # The answer

    def confirm(self, message, reference="C-1", user=None):
        outbox = self.outbox.with_user(user or self.integration)
        return outbox.confirm([{"key": message.key, "reference": reference}])

    def test_the_other_system_confirms_once(self):
        message = self.put()
        self.assertEqual(self.confirm(message)["confirmed"], 1)
        self.assertEqual(message.state, "confirmed")
        self.assertEqual(self.confirm(message)["confirmed"], 1)
        answer = self.confirm(message, "C-2")
        self.assertEqual(answer["confirmed"], 0)
        self.assertIn("another number", answer["refused"][0]["reason"])
        self.assertEqual(message.reference, "C-1")

    def test_answers_that_cannot_be_used_are_told(self):
        outbox = self.outbox.with_user(self.integration)
        rows = [{"key": "none", "reference": "1"}, {}, 7, {"key": [], "reference": {}}]
        rows += [{"key": self.put().key, "reference": wrong} for wrong in ("", 5, None)]
        answer = outbox.confirm(rows)
        self.assertEqual((answer["confirmed"], len(answer["refused"])), (0, len(rows)))
        for wrong in ("text", {}, [{}] * 1001):
            with self.assertRaises(UserError):
                outbox.confirm(wrong)

    # By hand

    def test_nobody_tells_another_system_by_hand(self):
        message = self.put()
        values = {
            "system_id": self.system.id,
            "event": "t.forged",
            "res_model": "res.partner",
            "res_id": self.env.user.partner_id.id,
            "key": "forged",
            "payload": "{}",
        }
        for user in (self.integration, self.auditor, self.administrator, self.user):
            own = self.outbox.with_user(user)
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    own.create(values)
                for change in ({"state": "sent"}, {"payload": "{}"}, {"key": "x"}):
                    with self.assertRaises(AccessError):
                        own.browse(message.id).write(change)
                with self.assertRaises(AccessError):
                    own.browse(message.id).unlink()
        for user in (self.auditor, self.administrator, self.user):
            with self.assertRaises(AccessError):
                self.confirm(message, user=user)
        for user in (self.auditor, self.user):
            with self.assertRaises(AccessError):
                message.with_user(user).action_retry()

    def test_even_the_server_sets_the_state_by_steps_only(self):
        with self.assertRaises(AccessError):
            self.put().state = "sent"
        with self.assertRaises(AccessError):
            self.put().unlink()
        with self.assertRaises(UserError):
            self.put().with_user(self.administrator).action_retry()

    def test_who_configures_reads_no_content(self):
        message = self.put()
        row = message.with_user(self.administrator).read()[0]
        self.assertFalse({"payload", "reference"} & row.keys())
        self.assertIn("payload", message.with_user(self.auditor).read()[0])
