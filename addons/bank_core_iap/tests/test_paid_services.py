# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from types import SimpleNamespace
from unittest.mock import MagicMock, patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from odoo.addons.bank_crm_core.models.outside.bank_outside_service import PARAMETER
from odoo.addons.bank_crm_core.tests.common import BankCoreCommon
from odoo.addons.iap.models import iap_account
from odoo.addons.iap.tools import iap_tools
from odoo.addons.mail.models import mail_link_preview
from odoo.addons.partner_autocomplete.models import iap_autocomplete_api, res_partner

NOT_IN_A_TEST = SimpleNamespace(current_test=None)


@tagged("post_install", "-at_install")
class TestPaidServices(BankCoreCommon, HttpCase):
    """Nothing leaves for a paid service unless a system administrator opened it.

    The stock product asks nobody while it is tested; here it believes to be at work,
    and the network itself tells what would have left.
    """

    def setUp(self):
        super().setUp()
        answer = MagicMock()
        answer.json.return_value = {"result": {"error": "none"}}
        self.post = self._patch(iap_tools.requests, "post", return_value=answer)
        self.vies = self._patch(res_partner, "check_vies", return_value=None)
        self.visit = self._patch(
            mail_link_preview, "get_link_preview_from_url", return_value=False
        )
        for owner in (iap_tools, iap_autocomplete_api):
            modules = SimpleNamespace(module=NOT_IN_A_TEST)
            self._put(owner, "modules", modules)
        self._put(iap_account, "module", NOT_IN_A_TEST)
        codes = [("technical_name", "in", ["reveal", "partner_autocomplete"])]
        services = self.env["iap.service"].search(codes)
        self.accounts = self.env["iap.account"].create(
            [{"service_id": service.id} for service in services]
        )

    def _patch(self, owner, name, **values):
        patcher = patch.object(owner, name, **values)
        self.addCleanup(patcher.stop)
        return patcher.start()

    def _put(self, owner, name, value):
        patcher = patch.object(owner, name, value)
        self.addCleanup(patcher.stop)
        patcher.start()

    def _open(self, *codes):
        self.env["ir.config_parameter"].set_param(PARAMETER, ", ".join(codes))

    def _assert_nothing_left(self):
        self.post.assert_not_called()
        self.vies.assert_not_called()
        self.visit.assert_not_called()

    def _type_a_client(self):
        partners = self.env["res.partner"].with_user(self.manager)
        partners.autocomplete_by_name("Щербаков", 0)
        partners.autocomplete_by_vat("7707083893", False)
        partners.enrich_by_domain("example.com")
        partners.enrich_by_duns("1")
        partners.enrich_by_gst("1")

    def test_what_is_typed_into_a_card_stays_in_the_bank(self):
        self._type_a_client()
        self._assert_nothing_left()

    @mute_logger("odoo.addons.iap.tools.iap_tools")
    def test_the_administrator_opens_it(self):
        self._open("partner_autocomplete")
        self._type_a_client()
        self.assertTrue(self.post.called)
        self.assertTrue(self.vies.called)

    def test_the_card_has_no_field_that_asks(self):
        partners = self.env["res.partner"].with_user(self.manager)
        for view in ("base.view_partner_form", None):
            view_id = self.env.ref(view).id if view else None
            arch = partners.get_view(view_id, "form")["arch"]
            self.assertNotIn("field_partner_autocomplete", arch)
        company = self.env["res.company"].get_view(None, "form")["arch"]
        self.assertNotIn("field_partner_autocomplete", company)
        self._open("partner_autocomplete")
        view_id = self.env.ref("base.view_partner_form").id
        arch = partners.get_view(view_id, "form")["arch"]
        self.assertIn("field_partner_autocomplete", arch)

    def test_no_service_gets_an_account(self):
        for code in ("reveal", "sms", "snailmail", "partner_autocomplete"):
            with self.assertRaisesRegex(UserError, code):
                self.env["iap.account"].get(code)
            self.assertEqual(self.env["iap.account"].get_credits(code), 0)
        with self.assertRaises(UserError):
            self.env["iap.enrich.api"]._request_enrich({1: "example.com"})
        self._assert_nothing_left()

    def test_an_account_is_read_and_changed_without_telling_anybody(self):
        self.accounts.web_read({"name": {}})
        self.accounts.write({"warning_threshold": 7})
        self._assert_nothing_left()

    def test_the_bank_itself_is_not_looked_up(self):
        company = self.env.company
        company.iap_enrich_auto_done = False
        company.email = "info@bank.example"
        company.iap_enrich_auto()
        self._assert_nothing_left()

    def test_an_address_in_a_message_is_not_visited(self):
        message = self.client.message_post(body='<a href="https://example.org/x">x</a>')
        previews = self.env["mail.link.preview"]
        self.assertFalse(previews._is_link_preview_enabled())
        previews._create_from_message_and_notify(message)
        previews._search_or_create_from_url("https://example.org/x")
        self._assert_nothing_left()
        self._open("link_preview")
        self.assertTrue(previews._is_link_preview_enabled())
        previews._search_or_create_from_url("https://example.org/x")
        self.assertTrue(self.visit.called)

    def test_the_writing_assistant_is_closed(self):
        self.authenticate(self.manager.login, self.manager.login)
        question = {"prompt": "Write to Petr", "conversation_history": []}
        with mute_logger("odoo.http"), self.assertRaises(JsonRpcException):
            self.make_jsonrpc_request("/html_editor/generate_text", question)
        self._assert_nothing_left()

    def test_nobody_but_the_system_administrator_opens_it(self):
        for user in (self.manager, self.head, self.administrator):
            with self.assertRaises(AccessError):
                self.env["ir.config_parameter"].with_user(user).set_param(
                    PARAMETER, "partner_autocomplete"
                )
