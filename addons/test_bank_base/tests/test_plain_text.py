# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest
import json

from odoo.tests import BaseCase, HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.bank_base.tools import plain_text

BAD = {"NUL": "a\x00b", "half a letter": "a\ud800b", "the other half": "\udc00a"}
LETTER = (
    "From: Pyotr <pyotr@example.com>\nTo: bank@example.com\n"
    "Subject: =?utf-8?q?Pay=00ment?=\nMessage-Id: <{name}@example.com>\n"
    "MIME-Version: 1.0\n"
    'Content-Type: multipart/mixed; boundary="x"\n\n'
    "--x\nContent-Type: text/plain; charset=utf-8\n"
    "Content-Transfer-Encoding: quoted-printable\n\nEve=00rything is pa=ED=A0=80id.\n"
    '--x\nContent-Type: text/plain; charset=utf-8; name="=?utf-8?q?no=00te.txt?="\n'
    'Content-Disposition: attachment; filename="=?utf-8?q?no=00te.txt?="\n\n'
    "text\n--x--\n"
)


# whoever is not logged in yet is answered in the language of the bank
REFUSED = r"cannot be kept|нельзя( ни)? сохранить"


@tagged("post_install", "-at_install")
class TestPlainTextTool(BaseCase):
    def test_examples_in_the_code_hold(self):
        self.assertFalse(doctest.testmod(plain_text).failed)


@tagged("post_install", "-at_install")
class TestPlainText(HttpCase):
    """Signs that no database keeps are answered in a sentence at every door."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = new_test_user(
            cls.env,
            login="clerk",
            password="clerk-clerk",
            groups="bank_base.group_bank_user,base.group_partner_manager",
            lang="en_US",
        )
        cls.partner = cls.env["res.partner"].create({"name": "Somebody"})

    def _post(self, path, data):
        with mute_logger("odoo.http"):
            return self.url_open(
                path,
                data=json.dumps(data),
                headers={"Content-Type": "application/json"},
            )

    def _call(self, model, method, *args, **kwargs):
        """Return the error of a call over HTTP, None where there is none."""
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        answer = self._post(
            f"/web/dataset/call_kw/{model}/{method}",
            {"jsonrpc": "2.0", "method": "call", "params": params},
        ).json()
        self.answer = answer.get("result")
        return answer.get("error", {}).get("data")

    def _assert_refused(self, error):
        self.assertIn(
            error["name"],
            ("odoo.exceptions.ValidationError", "odoo.exceptions.UserError"),
        )
        self.assertRegex(error["message"], REFUSED)

    def test_text_that_is_written(self):
        self.authenticate("clerk", "clerk-clerk")
        ids = self.partner.ids
        for kind, bad in BAD.items():
            for method, *args in (
                ("create", [{"name": "New", "street": bad}]),
                ("web_save", [], {"name": "New", "street": bad}, {"name": {}}),
                ("write", ids, {"street": bad}),
                ("write", ids, {"comment": bad}),
                ("write", ids, {"child_ids": [[0, 0, {"name": "A", "street": bad}]]}),
                ("copy", ids, {"street": bad}),
                ("message_post", ids),
            ):
                with self.subTest(kind=kind, method=method):
                    body = {"body": bad} if method == "message_post" else {}
                    self._assert_refused(
                        self._call("res.partner", method, *args, **body)
                    )
        self.assertFalse(self.partner.street or self.partner.child_ids)

    def test_the_field_is_named(self):
        self.authenticate("clerk", "clerk-clerk")
        error = self._call("res.partner", "write", self.partner.ids, {"city": "a\x00"})
        self.assertIn("“City”", error["message"])

    def test_text_that_is_sought(self):
        self.authenticate("clerk", "clerk-clerk")
        for kind, bad in BAD.items():
            for method, *args in (
                ("search_read", [("name", "ilike", bad)], ["name"]),
                ("web_search_read", [("name", "=", bad)], {"name": {}}),
                ("name_search", bad),
                ("search_count", [("email", "in", [bad])]),
                ("formatted_read_group", [("name", "=", bad)], ["name"]),
            ):
                # a lookup of our own drops what it cannot seek
                is_lookup = method == "name_search"
                model = "res.partner.category" if is_lookup else "res.partner"
                with self.subTest(kind=kind, method=method):
                    self._assert_refused(self._call(model, method, *args))

    def test_a_row_of_an_import_is_refused_by_itself(self):
        self.authenticate("clerk", "clerk-clerk")
        rows = [["Good", "Street"], ["Bad", "Str\x00eet"]]
        self.assertIsNone(self._call("res.partner", "load", ["name", "street"], rows))
        messages = self.answer["messages"]
        last = messages[-1]
        self.assertEqual(last["rows"], {"from": 1, "to": 1})
        self.assertRegex(last["message"], REFUSED)

    def test_forms_and_addresses(self):
        answer = self._post(
            "/web/session/authenticate",
            {"params": {"db": self.env.cr.dbname, "login": "a\x00", "password": "b"}},
        )
        self._assert_refused(answer.json()["error"]["data"])
        for path in ("/no%00page", "/web/content/ir.attachment/%00/datas"):
            with self.subTest(path=path), mute_logger("odoo.http"):
                self.assertLess(self.url_open(path).status_code, 500)
        self.authenticate(None, None)
        page = self.url_open("/web/login").text
        token = page.split('name="csrf_token" value="')[1].split('"')[0]
        with mute_logger("odoo.http", "odoo.addons.base.models.res_users"):
            answer = self.url_open(
                "/web/login",
                data={"login": "a\x00", "password": "b", "csrf_token": token},
            )
        self.assertLess(answer.status_code, 500)

    def test_a_letter_is_taken_in_without_them(self):
        threads = self.env["mail.thread"].with_user(self.env.ref("base.user_root"))
        threads.message_process(
            "res.partner", LETTER.format(name="bad"), thread_id=self.partner.id
        )
        message = self.partner.message_ids[0]
        self.assertEqual(message.subject, "Payment")
        self.assertIn("Everything is pa", message.body)
        self.assertEqual(message.attachment_ids.mapped("name"), ["note.txt"])

    def test_other_mistakes_stay_what_they_are(self):
        self.authenticate("clerk", "clerk-clerk")
        error = self._call("res.partner", "search_count", [("nothing", "=", 1)])
        self.assertEqual(error["name"], "builtins.ValueError")
        self.assertFalse(
            self._call("res.partner", "search_count", [("city", "=", "ё😀")])
        )
