# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from types import SimpleNamespace
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from .common import BankCoreCommon

FORGED_CONTEXTS = (
    {},
    {"bank_transition_token": True},
    {"install_mode": True},
    {"import_file": True},
)


@tagged("post_install", "-at_install")
class TestForgery(BankCoreCommon):
    """What a caller of the remote interface tries."""

    def _call(self, user, model, method, args, context=None, **kwargs):
        records = self.env[model].with_user(user)
        kwargs["context"] = context or {}
        return call_kw(records, method, args, kwargs)

    def test_a_refusal_names_nobody(self):
        self.other_client.name = "Скрытный Сидор"
        for debug in ("", "1"):
            session = SimpleNamespace(debug=debug)
            request = SimpleNamespace(session=session, best_lang=None)
            with (
                self.subTest(debug=debug),
                patch("odoo.addons.base.models.res_users.request", request),
                self.assertRaises(AccessError) as refusal,
            ):
                self._call(self.manager, "res.partner", "read", [self.other_client.ids])
            # the person is told in his language: no joke of stock Odoo, no name
            words = "Скрытный|cookies|печень"
            self.assertNotRegex(str(refusal.exception), words)

    def test_client_is_not_stolen(self):
        values = (
            {"manager_id": self.manager.id},
            {"branch_id": self.branch.id},
            {"branch_id": self.branch.id, "manager_id": self.manager.id},
            {"client_kind": False},
            {"parent_id": self.client.id},
        )
        for target in (self.colleague_client, self.other_client):
            for vals in values:
                for context in FORGED_CONTEXTS:
                    with self.subTest(vals=vals), self.assertRaises(AccessError):
                        args = [target.ids, vals]
                        self._call(self.manager, "res.partner", "write", args, context)
        self.assertEqual(self.colleague_client.manager_id, self.colleague)
        self.assertEqual(self.other_client.branch_id, self.other_branch)

    def test_own_client_is_not_taken_out_of_the_wall(self):
        contact = self.env["res.partner"].create(
            {"name": "Son", "parent_id": self.client.id}
        )
        attempts = (
            (self.client, {"client_kind": False}),
            (self.client, {"branch_id": False, "client_kind": False}),
            (self.client, {"manager_id": self.colleague.id}),
            (self.client, {"branch_id": self.other_branch.id}),
            (contact, {"parent_id": False}),
            (contact, {"parent_id": self.env.company.partner_id.id}),
            (contact, {"parent_id": self.other_client.id}),
            (contact, {"parent_id": self.colleague_client.id}),
            (contact, {"branch_id": self.other_branch.id}),
            (contact, {"branch_id": False}),
            (contact, {"manager_id": self.stranger.id}),
        )
        for record, vals in attempts:
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                self._call(self.manager, "res.partner", "write", [record.ids, vals])

    def test_contact_cannot_be_put_under_a_colleagues_client(self):
        for parent in (self.colleague_client, self.other_client):
            vals = {"name": "Spy", "parent_id": parent.id}
            forged = {
                "default_manager_id": self.manager.id,
                "default_branch_id": self.branch.id,
            }
            for context in ({}, forged):
                with self.assertRaises(AccessError):
                    self._call(self.manager, "res.partner", "create", [vals], context)
            explicit = {**vals, "manager_id": self.manager.id}
            with self.assertRaises(AccessError):
                self._call(self.manager, "res.partner", "create", [explicit])

    def test_defaults_do_not_choose_the_owner(self):
        defaults = self.env["ir.default"].with_user(self.manager)
        defaults.set("res.partner", "manager_id", self.stranger.id, user_id=True)
        defaults.set("res.partner", "branch_id", self.other_branch.id, user_id=True)
        context = {
            "default_manager_id": self.stranger.id,
            "default_branch_id": self.other_branch.id,
        }
        vals = {"name": "New", "client_kind": "person"}
        created = self._call(self.manager, "res.partner", "create", [vals], context)
        client = self.env["res.partner"].browse(created)
        self.assertEqual(client.manager_id, self.manager)
        self.assertEqual(client.branch_id, self.branch)

    def test_agreements_are_not_forged(self):
        agreement = self._create_agreement()
        account = self._create_account()
        attempts = (
            ("bank.agreement", "write", [agreement.ids, {"amount": 1}]),
            ("bank.agreement", "write", [agreement.ids, {"state": "closed"}]),
            ("bank.agreement", "write", [agreement.ids, {"partner_id": 1}]),
            ("bank.agreement", "unlink", [agreement.ids]),
            ("bank.agreement", "copy", [agreement.ids]),
            ("bank.agreement", "create", [{"number": "X"}]),
            ("bank.agreement", "name_create", ["X"]),
            ("bank.agreement", "_open_from_deal", [{}]),
            ("bank.agreement", "_transition", [agreement.ids, "closed"]),
            ("bank.agreement", "_upsert", [[]]),
            ("bank.account", "write", [account.ids, {"balance": 1}]),
            ("bank.operation", "create", [{"account_id": account.id}]),
            ("bank.agreement.payment", "create", [{"agreement_id": agreement.id}]),
            ("bank.agreement.party", "create", [{"agreement_id": agreement.id}]),
            ("bank.interaction", "create", [{"partner_id": self.client.id}]),
            ("bank.interaction", "_log", [self.client.ids]),
            ("res.partner", "_upsert", [[]]),
        )
        users = (self.manager, self.head, self.operator, self.auditor)
        for model, method, args in attempts:
            for user in users:
                for context in FORGED_CONTEXTS:
                    with (
                        self.subTest(method=method, user=user.login),
                        self.assertRaises(AccessError),
                    ):
                        self._call(user, model, method, args, context)
        result = self._call(
            self.manager, "bank.agreement", "load", [["number"], [["X"]]]
        )
        self.assertFalse(result["ids"])
        nested = {"agreement_ids": [(0, 0, {"number": "X"})]}
        with self.assertRaises(AccessError):
            self._call(self.manager, "res.partner", "write", [self.client.ids, nested])
        self.assertEqual(agreement.amount, 100000)

    def test_right_in_the_access_list_does_not_forge_an_agreement(self):
        agreement = self._create_agreement()
        self.env["ir.model.access"].create(
            {
                "name": "wrong",
                "model_id": self.env["ir.model"]._get_id("bank.agreement"),
                "group_id": self.env.ref("bank_crm_core.group_crm_manager").id,
                "perm_write": True,
            }
        )
        with self.assertRaises(AccessError):
            self._call(
                self.manager, "bank.agreement", "write", [agreement.ids, {"amount": 1}]
            )

    def test_other_branch_does_not_leak(self):
        other = self.other_client
        other.email = "leak@example.com"
        contact = self.env["res.partner"].create(
            {"name": "Leaking Contact", "parent_id": other.id}
        )
        message = other.message_post(body="Secret")
        activity = other.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.stranger.id
        )
        partners = "res.partner"
        manager = self.manager
        for record in (other, contact):
            with self.assertRaises(AccessError):
                self._call(manager, partners, "read", [record.ids, ["name"]])
            with self.assertRaises(AccessError):
                self._call(manager, partners, "web_read", [record.ids, {"name": {}}])
            domain = [("id", "=", record.id)]
            self.assertFalse(self._call(manager, partners, "search", [domain]))
            found = self._call(manager, partners, "name_search", [record.name])
            self.assertNotIn(record.id, [row[0] for row in found])
            groups = self._call(
                manager, partners, "formatted_read_group", [domain, ["name"]], {}
            )
            self.assertFalse(groups)
            domain = [("partner_id.name", "ilike", record.name)]
            for model in ("bank.agreement", "bank.operation", "bank.interaction"):
                self.assertFalse(self._call(manager, model, "search", [domain]))
        self.assertFalse(
            self._call(manager, "mail.message", "search", [[("id", "=", message.id)]])
        )
        with self.assertRaises(AccessError):
            self._call(manager, "mail.message", "read", [message.ids, ["body"]])
        self.assertFalse(
            self._call(manager, "mail.activity", "search", [[("id", "=", activity.id)]])
        )
        with self.assertRaises(AccessError):
            self._call(manager, "mail.activity", "read", [activity.ids, ["summary"]])
        with self.assertRaises(AccessError):
            self._call(manager, partners, "message_post", [other.ids], body="x")

    def test_nobody_writes_to_a_client_he_may_not_see(self):
        """Letters about one client would go to another, whose id was guessed."""
        hidden = self.other_client
        for method, values in (
            ("message_subscribe", {}),
            ("message_post", {"body": "x"}),
        ):
            with self.subTest(method=method), self.assertRaises(AccessError):
                self._call(
                    self.manager,
                    "res.partner",
                    method,
                    [self.client.ids],
                    partner_ids=hidden.ids,
                    **values,
                )
        own = self.manager.partner_id.ids
        args = [hidden.ids]
        with self.assertRaises(AccessError):
            self._call(
                self.manager, "res.partner", "message_notify", args, partner_ids=own
            )
        self.assertNotIn(hidden, self.client.message_partner_ids)
        allowed = (self.client | self.colleague.partner_id).ids
        args = [self.client.ids, allowed]
        self._call(self.manager, "res.partner", "message_subscribe", args)
        self.assertIn(self.colleague.partner_id, self.client.message_partner_ids)

    def test_export_stops_at_the_wall(self):
        self.manager.group_ids += self.env.ref("base.group_allow_export")
        with self.assertRaises(AccessError):
            args = [self.other_client.ids, ["name", "phone"]]
            self._call(self.manager, "res.partner", "export_data", args)

    def test_a_note_does_not_name_a_hidden_client(self):
        """The dialog would show the name of whatever id was guessed."""
        channel = self.env["bank.channel"].search([], limit=1)
        values = {"subject": "Call", "channel_id": channel.id}
        hidden = {"partner_id": self.other_client.id}
        model = "bank.interaction.note"
        with self.assertRaises(AccessError):
            self._call(self.manager, model, "create", [[{**values, **hidden}]])
        with self.assertRaises(AccessError):
            defaults = {"default_partner_id": self.other_client.id}
            self._call(self.manager, model, "create", [[values]], defaults)
        own = {**values, "partner_id": self.client.id}
        (note_id,) = self._call(self.manager, model, "create", [[own]])
        with self.assertRaises(AccessError):
            self._call(self.manager, model, "write", [[note_id], hidden])

    def test_a_form_is_not_filled_from_a_hidden_client(self):
        """Fields behind a link are read with the server's rights on a draft."""
        hidden, model = self.other_client.id, "bank.interaction.note"
        spec = {"partner_id": {"fields": {"display_name": {}}}}
        for typed in (hidden, {"id": hidden}):
            args = [[], {"partner_id": typed}, ["partner_id"], spec]
            with self.assertRaises(AccessError):
                self._call(self.manager, model, "onchange", args)
        with self.assertRaises(AccessError):
            defaults = {"default_partner_id": hidden}
            self._call(self.manager, model, "onchange", [[], {}, [], spec], defaults)
        own = [[], {"partner_id": self.client.id}, ["partner_id"], spec]
        self._call(self.manager, model, "onchange", own)

    def test_a_colleagues_note_is_not_saved(self):
        note = (
            self.env["bank.interaction.note"]
            .with_user(self.colleague)
            .create({"subject": "Call", "partner_id": self.client.id})
        )
        with self.assertRaises(AccessError):
            self._call(self.manager, note._name, "action_save", [note.ids])
        self.assertFalse(self.client.interaction_ids.filtered("subject"))

    def test_nobody_asks_for_the_login_of_a_client(self):
        """Stock methods would answer with a login, or a token to become the client."""
        for method in (
            "action_signup_prepare",
            "signup_cancel",
            "signup_get_auth_param",
            "signup_prepare",
        ):
            for user in (self.manager, self.head, self.employee):
                with self.subTest(method=method), self.assertRaises(AccessError):
                    args = [self.other_client.ids]
                    self._call(user, "res.partner", method, args)

    def test_nothing_is_done_with_a_hidden_client(self):
        """Every button of the card asks for the right first."""
        methods = [
            name
            for name in dir(type(self.client))
            if name.startswith("action_") and self._is_ours(name)
        ]
        self.assertGreater(len(methods), 10)
        for method in methods:
            for user in (self.manager, self.employee):
                with self.subTest(method=method), self.assertRaises(AccessError):
                    args = [self.other_client.ids]
                    self._call(user, "res.partner", method, args)

    def _is_ours(self, name):
        places = [part for part in type(self.client).__mro__ if name in vars(part)]
        return all(part.__module__.startswith("odoo.addons.bank_") for part in places)

    def test_a_refusal_does_not_tell_the_name(self):
        self.env["bank.client.address"].create(
            {"partner_id": self.other_client.id, "street": "Street 1"}
        )
        for user in (self.manager, self.employee, self.administrator):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                args = [self.other_client.ids, {"street": "Street 2"}]
                self._call(user, "res.partner", "write", args)

    def test_a_meeting_does_not_name_a_hidden_deal_or_client(self):
        """The name of what an event points to would show."""
        names = [
            name
            for name, field in self.env["calendar.event"]._fields.items()
            if field.type == "many2one" and field.comodel_name == "res.partner"
            if field.store and not field.readonly
        ]
        self.assertTrue(self.env["calendar.event"]._is_naming_checked())
        for name in names:
            values = {"name": "x", "start": "2026-03-01", "stop": "2026-03-01"}
            values[name] = self.other_client.id
            with self.subTest(name), self.assertRaises(AccessError):
                self._call(self.manager, "calendar.event", "create", [[values]])

    def test_a_request_about_nothing_is_refused_in_a_sentence(self):
        for values in ({}, {"res_model": "no.such"}, {"res_model": "res.groups"}):
            with self.subTest(values=values), self.assertRaises(UserError):
                self._call(self.manager, "bank.request", "create", [[values]])
