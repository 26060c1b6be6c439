# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import contextlib
import io
import json
import os
import subprocess
import sys
from unittest.mock import patch

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.modules import load_script
from odoo.tests import new_test_user, tagged
from odoo.tools import config

from odoo.addons.bank_base.tools import decision_chain

from .common import DecisionCommon


@tagged("post_install", "-at_install")
class TestDecisionExtract(DecisionCommon):
    def setUp(self):
        super().setUp()
        with freeze_time("2026-03-01 10:00:00"):
            self.ids = self._record(11)
            self._seal()

    def _publish(self):
        self.env["bank.decision.root"]._publish_days()

    def _extract(self, ids):
        decisions = self.decisions.browse(ids).with_user(self.auditor)
        action = decisions.action_export_extract()
        attachment = self.env["ir.attachment"].browse(
            int(action["url"].split("/")[3].split("?")[0])
        )
        path = os.path.join(self.folder, "extract.json")
        with open(path, "wb") as stream:
            stream.write(base64.b64decode(attachment.sudo().datas))
        return path

    def _roots_file(self):
        return os.path.join(
            self.env["bank.decision.root"]._get_export_dir(), "roots-2026-03.jsonl"
        )

    def _run(self, *arguments):
        """Run the script as an auditor does: alone, without our environment."""
        done = subprocess.run(
            [sys.executable, "-P", decision_chain.__file__, *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        return done.returncode, done.stdout

    def test_single_rows_are_proved_by_the_script_alone(self):
        self._publish()
        path = self._extract([self.ids[0], self.ids[10], self.ids[4]])
        code, output = self._run(path, "--roots", self._roots_file())
        self.assertEqual((code, "3 of 3" in output), (0, True), output)

    def test_a_changed_row_is_not_proved(self):
        self._publish()
        path = self._extract(self.ids[3:4])
        with open(path, encoding="utf-8") as stream:
            extract = json.load(stream)
        extract["rows"][0]["actor_name"] = "X"
        with open(path, "w", encoding="utf-8") as stream:
            json.dump(extract, stream)
        code, output = self._run(path, "--roots", self._roots_file())
        self.assertEqual(code, 1, output)

    def test_a_root_that_was_not_published_proves_nothing(self):
        self._publish()
        path = self._extract(self.ids[3:4])
        other = os.path.join(self.folder, "other.jsonl")
        with open(other, "w", encoding="utf-8") as stream:
            stream.write(json.dumps({"company_id": 1, "merkle_root": "0"}) + "\n")
        code, output = self._run(path, "--roots", other)
        self.assertEqual((code, "not among" in output), (1, True), output)

    def test_roots_are_signed_where_a_key_is_configured(self):
        key = Ed25519PrivateKey.generate()
        private, public = (
            os.path.join(self.folder, name) for name in ("key.pem", "pub.pem")
        )
        with open(private, "wb") as stream:
            stream.write(
                key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            )
        with open(public, "wb") as stream:
            stream.write(
                key.public_key().public_bytes(
                    Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
                )
            )
        with patch.dict(config.options, {"bank_root_key": private}):
            self._publish()
        self.assertFalse(self.decisions._verify_chain())
        path = self._extract(self.ids[:1])
        self.assertEqual(self._run(path, "--key", public)[0], 0)
        with open(public, "wb") as stream:
            stream.write(
                Ed25519PrivateKey.generate()
                .public_key()
                .public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
            )
        self.assertEqual(self._run(path, "--key", public)[0], 1)

    def test_roots_are_mailed(self):
        self.env["ir.config_parameter"].set_param(
            "bank_base.root_mail_to", "audit@example.com"
        )
        self._publish()
        mail = self.env["mail.mail"].search([("email_to", "=", "audit@example.com")])
        root = self.env["bank.decision.root"].search(
            [("company_id", "=", self.company.id)]
        )
        with open(self._roots_file(), encoding="utf-8") as stream:
            exported = [json.loads(line)["merkle_root"] for line in stream]
        self.assertIn(root.merkle_root, exported)
        self.assertIn(root.merkle_root, "".join(mail.mapped("body_html")))

    def test_what_has_no_root_yet_is_said(self):
        with self.assertRaisesRegex(UserError, "no daily root yet"):
            self._extract(self.ids[:1])

    def test_taking_an_extract_is_logged_and_for_auditors(self):
        self._publish()
        self._extract(self.ids[:1])
        self.assertTrue(
            self.decisions.search_count(
                [("kind", "=", "export"), ("actor_id", "=", self.auditor.id)]
            )
        )
        clerk = new_test_user(self.env, login="k", groups="bank_base.group_bank_user")
        with self.assertRaises(AccessError):
            self.decisions.browse(self.ids).with_user(clerk).action_export_extract()

    def test_the_command_line_tells_a_changed_log(self):
        command = load_script(
            os.path.join(
                os.path.dirname(decision_chain.__file__), "../cli/bank_verify.py"
            ),
            "odoo.cli.bank_verify",
        )
        command = command or sys.modules["odoo.cli.bank_verify"]
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            self.assertEqual(command.verify(self.env), 0)
            self._tamper(
                "UPDATE bank_decision SET payload = '{}' WHERE id = %s", self.ids[6]
            )
            self.assertEqual(command.verify(self.env), 1)
        self.assertIn("Audited Bank: CHANGED at number 7", output.getvalue())
