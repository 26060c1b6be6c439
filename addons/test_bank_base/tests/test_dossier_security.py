# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import tagged
from odoo.tools import mute_logger

from .dossier_common import OTHER_TEXT, TEXT, DossierCase, encode


@tagged("post_install", "-at_install")
class TestDossierSecurity(DossierCase):
    """Who may do what, attacked over RPC as every role."""

    def _call(self, user, records, method, *args, **kwargs):
        records = records.with_user(user)
        ids = [records.ids] if records else []
        return call_kw(records, method, [*ids, *args], kwargs)

    def _refuse(self, user, records, method, *args, **kwargs):
        with self.assertRaises(UserError), self.cr.savepoint():
            self._call(user, records, method, *args, **kwargs)
            self.env.flush_all()

    # Reading

    def test_a_paper_is_read_by_who_reads_its_document(self):
        paper = self._upload()
        for user, can in (
            (self.clerk, True),
            (self.officer, True),
            (self.auditor, True),
            (self.stranger, False),
            (self.administrator, False),
        ):
            for record in (paper, paper.version_id):
                own = record.with_user(user)
                own.invalidate_recordset()
                self.assertEqual(own.has_access("read"), can, user.login)
                found = own.search([("id", "=", record.id)])
                self.assertEqual(bool(found), can, user.login)

    def test_no_way_to_a_paper_that_one_may_not_read(self):
        paper = self._upload()
        papers = self.env["bank.document"].browse().with_user(self.stranger)
        domain = [("id", "=", paper.id)]
        for method, args, kwargs in (
            ("search_read", [domain, ["name"]], {}),
            ("search_count", [domain], {}),
            ("search_count", [[("text_search", "ilike", "договор")]], {}),
            ("name_search", [], {"name": "Passport"}),
            ("formatted_read_group", [domain, ["type_id"]], {"aggregates": []}),
            (
                "web_search_read",
                [[("version_ids.sha256", "!=", False)], {"name": {}}],
                {},
            ),
        ):
            found = call_kw(papers, method, [*args], kwargs)
            if isinstance(found, dict):
                found = found["records"]
            self.assertFalse(found, method)
        self._refuse(self.stranger, paper, "read", ["name"])
        self._refuse(self.stranger, paper, "export_data", ["name"])
        self._refuse(self.stranger, paper.version_id, "read", ["content"])
        self._refuse(self.stranger, paper.version_id, "action_open_file")
        for value in ("договор", "Passport"):
            letters = self.env["test.bank.letter"].with_user(self.stranger)
            self.assertFalse(
                letters.search([("document_ids.text_search", "ilike", value)])
            )

    def test_the_file_follows_the_paper(self):
        paper = self._upload()
        file = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "bank.document.version"),
                ("res_field", "=", "content"),
            ],
            order="id desc",
            limit=1,
        )
        self.assertEqual(file.raw, TEXT)
        self.assertTrue(file.with_user(self.clerk).has_access("read"))
        self.assertFalse(file.with_user(self.stranger).has_access("read"))
        own = self.env["ir.attachment"].with_user(self.stranger)
        self.assertFalse(own.search([("id", "=", file.id)]))
        self.passport.read_group_ids = self.env.ref("bank_base.group_bank_integration")
        file.invalidate_recordset()
        self.assertFalse(file.with_user(self.clerk).has_access("read"))
        self.assertTrue(file.with_user(self.auditor).has_access("read"))
        self.assertFalse(paper.with_user(self.clerk).has_access("read"))

    def test_groups_of_type_and_place_close_a_paper(self):
        group = self.env.ref("bank_document.group_document_officer")
        for setting in (self.passport, self.slot):
            paper = self._upload()
            setting.read_group_ids = group
            self.assertFalse(paper.with_user(self.clerk).has_access("read"))
            self.assertTrue(paper.with_user(self.officer).has_access("read"))
            self.assertTrue(paper.with_user(self.auditor).has_access("read"))
            self.letter.invalidate_recordset()
            row = self.letter.with_user(self.clerk).dossier["slots"][0]
            self.assertTrue(row["is_closed"])
            self.assertEqual(row["papers"], [])
            self.assertEqual(self.letter.with_user(self.clerk).document_count, 0)
            setting.read_group_ids = False
            paper.with_user(self.officer).action_withdraw("Next")

    def test_an_open_task_opens_the_papers_for_reading(self):
        paper = self._upload()
        self.letter.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.stranger.id
        )
        own = paper.with_user(self.stranger)
        self.assertTrue(own.has_access("read"))
        self.assertEqual(own.search([("id", "=", paper.id)]).sudo(), paper)
        with self.assertRaises(AccessError):
            self._upload(user=self.stranger)

    # Changing

    def test_only_who_changes_the_document_adds_papers(self):
        for user in (self.stranger, self.auditor, self.administrator):
            with self.assertRaises(AccessError):
                self._upload(user=user)
            self._refuse(
                user,
                self.env["bank.document"],
                "create",
                [self._prepare_values()],
            )

    def _prepare_values(self, **values):
        return {
            "res_model": self.letter._name,
            "res_id": self.letter.id,
            "type_id": self.passport.id,
            **values,
        }

    def test_groups_of_type_and_place_upload(self):
        group = self.env.ref("bank_base.group_bank_auditor")
        for setting in (self.passport, self.slot):
            setting.upload_group_ids = group
            with self.assertRaises(AccessError):
                self._upload()
            setting.upload_group_ids = False

    def test_the_state_is_not_written(self):
        paper = self._upload()
        papers = self.env["bank.document"]
        for user in (self.clerk, self.officer, self.auditor):
            for values in (
                {"state": "verified"},
                {"judge_id": self.officer.id},
                {"user_id": self.officer.id},
                {"version_id": False},
                {"date_received": "2020-01-01 00:00:00"},
                {"source": "printed"},
            ):
                self._refuse(user, paper, "write", values)
        values = self._prepare_values(state="verified")
        self._refuse(self.clerk, papers, "create", [values])
        for name in ("state", "judge_id", "user_id", "version_id", "source"):
            wanted = {"state": "verified", "source": "printed"}
            value = wanted.get(name, paper.version_id.id)
            context = {f"default_{name}": value}
            made = self._call(
                self.clerk, papers, "create", [self._prepare_values()], context=context
            )
            made = papers.browse(made)
            self.assertEqual((made.state, made.source), ("draft", "uploaded"))
            self.assertFalse(made.judge_id or made.user_id or made.version_id)
        for context in (
            {"bank_transition_token": True},
            {"install_mode": True},
            {"bank_version_token": 1},
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                self._call(
                    self.clerk, paper, "write", {"state": "verified"}, context=context
                )

    def test_a_paper_does_not_move(self):
        paper = self._upload()
        foreign = self._create_letter(branch_id=self.other_branch.id)
        for values in (
            {"res_id": foreign.id},
            {"res_model": "res.partner"},
            {"res_model": "res.partner", "res_id": 1},
            {"type_id": self.statement.id, "slot_id": False},
            {"slot_id": False},
        ):
            self._refuse(self.clerk, paper, "write", values)
        self._refuse(self.officer, paper, "write", {"slot_id": self.statement_slot.id})
        self._refuse(self.clerk, paper, "copy")
        self._refuse(self.clerk, paper, "copy", {"res_id": foreign.id})
        self._refuse(
            self.clerk,
            self.letter,
            "upload_paper",
            "x.txt",
            encode(TEXT),
            paper_id=self._upload(user=self.stranger, letter=foreign).id,
        )

    def test_what_was_judged_keeps_its_dates(self):
        paper = self._upload()
        self._call(self.clerk, paper, "write", {"date_expiry": "2999-01-01"})
        self._verify(paper)
        for user in (self.clerk, self.officer):
            self._refuse(user, paper, "write", {"date_expiry": "3000-01-01"})
            self._refuse(user, paper, "write", {"date_issue": "2990-01-01"})
        self._refuse(self.clerk, paper, "action_withdraw", "Mine")

    def test_nobody_deletes(self):
        paper = self._upload()
        for record in (paper, paper.version_id, self.letter):
            for user in (self.clerk, self.officer, self.archivist, self.auditor):
                self._refuse(user, record, "unlink")
            with self.assertRaises(UserError):
                record.sudo().unlink()

    def test_verdicts_are_not_for_everybody(self):
        paper = self._upload()
        for user in (self.colleague, self.stranger, self.auditor, self.administrator):
            self._refuse(user, paper, "action_verify")
            self._refuse(user, paper, "action_refuse", "No")
        for method in ("_transition", "_write_step", "_judge", "_add_version"):
            self._refuse(self.officer, paper, method, "verified")

    # The files themselves

    def test_versions_come_in_by_one_door(self):
        paper = self._upload()
        versions = self.env["bank.document.version"]
        values = {"document_id": paper.id, "file_name": "b.txt"}
        content = encode(OTHER_TEXT)
        made = self._call(
            self.clerk,
            versions,
            "create",
            [
                {
                    **values,
                    "content": content,
                    "user_id": self.officer.id,
                    "sha256": "forged",
                    "number": 77,
                }
            ],
        )
        version = versions.browse(made)
        self.assertEqual(version.number, 2)
        self.assertEqual(version.user_id, self.clerk)
        self.assertNotEqual(version.sha256, "forged")
        self._refuse(
            self.clerk, versions, "create", [{**values, "content": "TVqQAAMAAAAEAAAA"}]
        )
        self._refuse(self.clerk, versions, "create", [{**values, "content": "%%%"}])
        self._refuse(
            self.stranger, versions, "create", [{**values, "content": content}]
        )
        result = self._call(
            self.clerk,
            versions,
            "load",
            ["document_id/.id", "file_name", "content"],
            [[str(paper.id), "evil.exe", encode(b"MZ" + bytes(300))]],
        )
        self.assertFalse(result["ids"])

    def test_a_version_is_never_changed(self):
        version = self._upload().version_id
        for values in (
            {"content": encode(OTHER_TEXT)},
            {"sha256": "0"},
            {"pdf": "eA=="},
        ):
            for user in (self.clerk, self.officer, self.auditor):
                self._refuse(user, version, "write", values)
            with self.assertRaises(AccessError):
                version.sudo().write(values)

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_changes(self):
        version = self._upload().version_id
        self.env.flush_all()
        for query in (
            "UPDATE bank_document_version SET sha256 = '0' WHERE id = %s",
            "DELETE FROM bank_document_version WHERE id = %s",
        ):
            with self.assertRaises(psycopg2.Error), self.cr.savepoint():
                self.cr.execute(query, [version.id])

    def test_the_file_of_a_version_is_never_changed(self):
        version = self._upload().version_id
        files = self.env["ir.attachment"]
        domain = [("res_model", "=", version._name), ("res_field", "!=", False)]
        file = files.search([*domain, ("res_id", "=", version.id)])
        attacks = (
            {"raw": b"x"},
            {"datas": encode(b"x")},
            {"name": "y"},
            {"public": True},
            {"access_token": "known"},
            {"res_id": 0},
            {"res_model": "res.partner"},
            {"type": "url", "url": "http://example.com"},
        )
        for values in attacks:
            for user in (self.clerk, self.officer):
                self._refuse(user, file, "write", values)
            with self.assertRaises(AccessError), self.cr.savepoint():
                file.sudo().write(dict(values))
        self._refuse(self.clerk, file, "generate_access_token")
        self._refuse(self.clerk, file, "unlink")
        with self.assertRaises(AccessError), self.cr.savepoint():
            file.sudo().unlink()
        placed = {"name": "z", "raw": "z", "res_model": version._name}
        for values in (
            placed,
            {**placed, "res_id": version.id, "res_field": "content"},
        ):
            self._refuse(self.clerk, files, "create", [values])
            with self.assertRaises(AccessError), self.cr.savepoint():
                files.sudo().create([values])
        own = files.with_user(self.clerk).create({"name": "own", "raw": b"own"})
        self._refuse(self.clerk, own, "write", placed)
        file.write({"raw": file.raw, "mimetype": file.mimetype})  # another storage

    def test_a_file_is_not_read_through_a_message(self):
        version = self._upload().version_id
        file = self.env["ir.attachment"].search(
            [
                ("res_model", "=", version._name),
                ("res_field", "=", "content"),
                ("res_id", "=", version.id),
            ]
        )
        own = self._create_letter(branch_id=self.other_branch.id)
        self._refuse(
            self.stranger, own, "message_post", body="x", attachment_ids=file.ids
        )

    # Settings

    def test_who_sets_up(self):
        for record, values in (
            (self.passport, {"read_group_ids": [Command.clear()]}),
            (self.slot, {"is_mandatory": False}),
        ):
            for user in (self.clerk, self.officer, self.archivist, self.auditor):
                self._refuse(user, record, "write", values)
            self._call(self.administrator, record, "write", values)
            row = self.env["bank.decision"].search(
                [("kind", "=", "config"), ("res_model", "=", record._name)], limit=1
            )
            self.assertEqual(row.res_id, record.id)

    def test_nobody_reads_the_words_themselves(self):
        self._upload()
        for user in (self.clerk, self.officer, self.auditor, self.administrator):
            self._refuse(
                user, self.env["bank.document.text"], "search_read", [], ["content"]
            )
