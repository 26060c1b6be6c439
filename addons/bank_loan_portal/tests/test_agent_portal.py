# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The pages as a browser gets them, and what somebody tries who is dishonest."""

import json
import re

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import AgentCommon
from .test_agent import PDF

# tables of the bank that an agent may think of
TABLES = (
    "bank.agent",
    "bank.application",
    "bank.application.party",
    "bank.client.phone",
    "bank.consent",
    "bank.document",
    "bank.document.version",
    "bank.inquiry",
    "bank.inquiry.form",
    "bank.product",
    "bank.scoring.result",
    "crm.lead",
)


@tagged("post_install", "-at_install")
class TestAgentPortal(AgentCommon, HttpCase):
    def _log_in(self, user):
        self.authenticate(user.login, user.login)

    def _open(self, path, code=200):
        with mute_logger("odoo.http"):
            answer = self.url_open(path)
        self.assertEqual(answer.status_code, code, path)
        return answer.text

    def _post(self, path, text, files=None, **values):
        token = re.search(r'name="csrf_token" value="([^"]+)"', text)[1]
        with mute_logger("odoo.http"):
            return self.url_open(
                path, data={"csrf_token": token, **values}, files=files
            )

    def test_an_agent_enters_and_follows_an_application(self):
        self._log_in(self.seller)
        text = self._open("/my/applications/new")
        self.assertIn("The client agrees", text)
        answer = self._post("/my/applications/send", text, reckon="1", **self._sent())
        self.assertIn("o_bank_agent_offers", answer.text)
        self.assertIn('value="300 000,00"', answer.text)
        files = {f"slot_{self.slot.id}": ("passport.pdf", PDF, "application/pdf")}
        answer = self._post("/my/applications/send", text, files, **self._sent())
        inquiry = self.env["bank.inquiry"].search([("agent_id", "=", self.agent.id)])
        self.assertIn(f"/my/applications/{inquiry.id}?sent=1", answer.url)
        self.assertEqual(inquiry.agent_user_id, self.seller)
        self.assertEqual(inquiry.document_ids.version_id.file_name, "passport.pdf")
        self.assertIn("Новый Гость Ильич", self._open("/my/applications"))
        self.assertIn("Новый Гость Ильич", self._open("/my/applications?q=гость"))
        self.assertNotIn("Новый Гость Ильич", self._open("/my/applications?q=nobody"))

    def test_what_was_typed_stays_and_is_not_run(self):
        self._log_in(self.seller)
        text = self._open("/my/applications/new")
        sent = self._sent(name="<script>1</script>", phone="1")
        answer = self._post("/my/applications/send", text, **sent)
        self.assertIn("&lt;script&gt;1&lt;/script&gt;", answer.text)
        self.assertNotIn("<script>1</script>", answer.text)
        self.assertIn('id="error_phone"', answer.text)

    def test_another_agents_application_is_not_there(self):
        foreign = self._enter(user=self.rival)
        paper = foreign._add_agent_paper(self.slot.id, "a.pdf", PDF).document_id
        self._log_in(self.seller)
        self.assertNotIn("Новый Гость", self._open("/my/applications"))
        self.assertNotIn("Новый Гость", self._open(f"/my/applications?q={foreign.id}"))
        for path in (
            f"/my/applications/{foreign.id}",
            "/my/applications/999999999",
            f"/my/applications/{'9' * 30}",
        ):
            self._open(path, 404)
        text = self._open("/my/applications/new")
        files = {f"slot_{self.slot.id}": ("b.pdf", PDF, "application/pdf")}
        path = f"/my/applications/{foreign.id}/paper"
        self.assertEqual(self._post(path, text, files).status_code, 404)
        self.assertEqual(foreign.document_ids, paper)
        attachment = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "bank.document.version"),
                ("res_id", "=", paper.version_id.id),
            ]
        )
        for path in (
            f"/web/content/{attachment[:1].id}",
            f"/web/content/bank.document.version/{paper.version_id.id}/content",
            f"/web/image/res.partner/{self.client.id}/avatar_128?unique=1",
        ):
            self.assertNotIn("%PDF", self._open(path, 404) if "content" in path else "")

    def test_whoever_is_no_agent_finds_no_page(self):
        nobody = self._create_portal_user("nobody", "base.group_portal")
        self.agent.date_end = "2020-02-01"
        for user in (nobody, self.seller):
            self._log_in(user)
            for path in ("/my/applications", "/my/applications/new"):
                self._open(path, 404)
            self.assertNotIn("/my/applications", self._open("/my"))

    def test_he_has_no_right_on_any_table(self):
        for user in (self.seller, self.rival):
            for name in TABLES:
                model = self.env[name].with_user(user)
                for act in ("read", "write", "create", "unlink"):
                    with self.subTest(model=name, act=act):
                        self.assertFalse(model.has_access(act))
        clients = self.env["res.partner"].with_user(self.seller)
        self.assertFalse(clients.search([("client_kind", "!=", False)]))
        with self.assertRaises(AccessError):
            self.client.with_user(self.seller).read(["name"])

    def test_calls_behind_the_pages_are_refused(self):
        inquiry = self._enter()
        self._log_in(self.seller)
        for model, method, args in (
            ("bank.inquiry", "read", [[inquiry.id], ["contact_name"]]),
            ("bank.inquiry", "search_read", [[], ["partner_id"]]),
            ("bank.inquiry", "upload_paper", [[inquiry.id], "a.pdf", ""]),
            ("bank.inquiry", "action_take", [[inquiry.id]]),
            ("bank.agent", "write", [[self.agent.id], {"is_direct": True}]),
            ("bank.application", "search_count", [[]]),
            ("res.partner", "web_read", [[self.client.id], {"name": {}}]),
            ("mail.message", "search_read", [[("model", "=", "crm.lead")], ["body"]]),
        ):
            body = {"params": {"model": model, "method": method, "args": args}}
            body["params"]["kwargs"] = {}
            with self.subTest(model=model, method=method), mute_logger("odoo.http"):
                answer = self.url_open(
                    "/web/dataset/call_kw",
                    data=json.dumps({"jsonrpc": "2.0", **body}),
                    headers={"Content-Type": "application/json"},
                ).json()
                self.assertTrue("error" in answer or not answer["result"], answer)
        for thread in (("bank.inquiry", inquiry.id), ("res.partner", self.client.id)):
            body = {"thread_model": thread[0], "thread_id": thread[1]}
            with mute_logger("odoo.http"):
                answer = self.url_open(
                    "/mail/thread/messages",
                    data=json.dumps({"jsonrpc": "2.0", "params": body}),
                    headers={"Content-Type": "application/json"},
                )
            self.assertNotIn('"body"', answer.text)

    def test_another_site_sends_nothing(self):
        self._log_in(self.seller)
        with mute_logger("odoo.http"):
            answer = self.url_open(
                "/my/applications/send", data={"csrf_token": "x", **self._sent()}
            )
        self.assertEqual(answer.status_code, 400)

    def test_a_page_tells_nothing_but_what_was_typed(self):
        """A known client's own data do not come back to the agent."""
        self.client.write({"phone": "+7 916 123-45-67", "email": "secret@example.com"})
        inquiry = self._enter(phone="8 916 123-45-67", name="Новый Гость")
        self._qualify(
            inquiry,
            is_new_client=False,
            partner_id=self.client.id,
            deal_id=self.deal.id,
        )
        self._log_in(self.seller)
        text = self._open(f"/my/applications/{inquiry.id}")
        self.assertIn("Новый Гость", text)
        for secret in (self.client.name, "secret@example.com", self.deal.name):
            self.assertNotIn(secret, text.replace(self.product.name, ""))
