# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
from datetime import date

import psycopg2.errors

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.service.model import call_kw
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import format_date, mute_logger

from .common import BankCoreCommon

NUMBER = "4509 847261"
REASON = "Asked for by the court, No. 2-15/2026"


@tagged("post_install", "-at_install")
class TestIdentity(BankCoreCommon):
    """Who the client is by his papers; their numbers are nobody's to read."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.passport = cls.env.ref("bank_crm_core.bank_identity_type_passport")
        cls.client.birth_date = date(1990, 5, 1)
        cls.security = cls._create_user(
            "security", "bank_crm_core.group_crm_security_officer", cls.branch
        )
        cls.document = cls._create_document()

    @classmethod
    def _create_document(cls, client=None, number=NUMBER, user=None, **values):
        documents = cls.env["bank.identity.document"].with_user(user or cls.manager)
        return documents.create(
            {
                "partner_id": (client or cls.client).id,
                "type_id": cls.passport.id,
                "number_input": number,
                "date_issued": "2010-06-01",
                **values,
            }
        )

    def _call(self, user, model, method, *args, **kwargs):
        return call_kw(self.env[model].with_user(user), method, list(args), kwargs)

    # The number

    def test_manager_enters_a_number_and_reads_it_masked(self):
        form = Form(
            self.env["bank.identity.document"]
            .with_user(self.manager)
            .with_context(default_partner_id=self.colleague_client.id),
            view="bank_crm_core.bank_identity_document_view_form",
        )
        form.type_id = self.passport
        form.partner_id = self.client
        form.number_input = "45 10 №654321"
        document = form.save()
        self.assertEqual(document.sudo().number, "4510 654321")
        self.assertEqual(document.number_masked, "•••• •••321")
        self.assertFalse(document.number_input)
        self.assertNotIn("654", document.display_name)

    def test_nobody_reads_a_whole_number(self):
        raw = ("number", "number_hash")
        users = (self.manager, self.head, self.operator, self.auditor, self.security)
        for user in (*users, self.administrator, self.employee):
            for name in raw:
                with self.subTest(user=user.login, name=name):
                    ids, model = self.document.ids, "bank.identity.document"
                    with self.assertRaises(AccessError):
                        self._call(user, model, "read", ids, [name])
                    with self.assertRaises(AccessError):
                        self._call(user, model, "search", [(name, "=like", "4509%")])
                    with self.assertRaises(AccessError):
                        self._call(
                            user, model, "formatted_read_group", [], [name], ["__count"]
                        )
                    path = f"identity_document_ids.{name}"
                    with self.assertRaises(AccessError):
                        self._call(
                            user, "res.partner", "search", [(path, "=like", "45%")]
                        )

    def test_a_system_reads_whole_numbers_and_exports_none(self):
        system = self._create_user(
            "system", "bank_base.group_bank_integration", self.branch
        )
        system.group_ids += self.env.ref("base.group_allow_export")
        document = self.document.with_user(system)
        self.assertEqual(document.number, NUMBER)
        for records, path in (
            (document, "number"),
            (self.client.with_user(system), "identity_document_ids/number"),
        ):
            with self.assertRaises(AccessError):
                records.export_data([path])

    def test_the_key_is_nobodys(self):
        key = "bank_crm_core.identity_key"
        system = self._create_user("admin", "base.group_system", self.branch)
        parameters = self.env["ir.config_parameter"].with_user(system)
        self.assertTrue(parameters.sudo().get_param(key))
        self.assertFalse(parameters.search([("key", "=", key)]))
        self.assertTrue(parameters.search([("key", "=", "database.uuid")]))
        with self.assertRaises(AccessError):
            parameters.sudo().search([("key", "=", key)]).with_user(system).read()

    def test_no_trace_of_the_number(self):
        self.document.with_user(self.security).action_unmask(REASON)
        decisions = self.env["bank.decision"].search([])
        texts = [
            *decisions.mapped("payload"),
            *self.env["mail.message"].search([]).mapped("body"),
            *self.env["mail.tracking.value"].search([]).mapped("new_value_char"),
            self.client.search_key,
        ]
        for text in filter(None, texts):
            self.assertNotIn("847261", text)

    # Unmasking

    def test_security_is_shown_the_number_with_a_reason(self):
        wizard = (
            self.env["bank.identity.show"]
            .with_user(self.security)
            .with_context(default_document_id=self.document.id)
            .create({"reason": REASON})
        )
        action = wizard.action_show()
        self.assertIn(NUMBER, action["params"]["message"])
        shown = self.env["bank.identity.unmask"].with_user(self.auditor).search([])
        self.assertEqual(shown.reason, REASON)
        self.assertEqual(shown.user_id, self.security.id)
        decision = self.env["bank.decision"].search([("kind", "=", "unmask")])
        self.assertEqual(
            (decision.res_model, decision.res_id, decision.actor_id),
            ("bank.identity.document", self.document.id, self.security.id),
        )
        self.assertEqual(
            set(json.loads(decision.payload)), {"client", "type", "reason_hash"}
        )
        self.assertNotIn("court", decision.payload)

    def test_without_right_reason_or_view_of_the_client_there_is_no_number(self):
        model, ids = "bank.identity.document", self.document.ids
        users = (self.manager, self.head, self.operator, self.auditor)
        for user in (*users, self.administrator):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._call(user, model, "action_unmask", ids, REASON)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                vals = {"document_id": self.document.id, "reason": REASON}
                self._call(user, "bank.identity.show", "create", vals)
        for reason in ("", "  ", "because", False, ["list", "of", "ten", "a", "b"]):
            with self.subTest(reason=reason), self.assertRaises(UserError):
                self._call(self.security, model, "action_unmask", ids, reason)
        elsewhere = self._create_user(
            "guard", "bank_crm_core.group_crm_security_officer", self.other_branch
        )
        with self.assertRaises(AccessError):
            self._call(elsewhere, model, "action_unmask", ids, REASON)
        self.assertFalse(self.env["bank.identity.unmask"].search([]))

    # Search and duplicates

    def test_the_whole_number_finds_the_client(self):
        search = self.env["bank.client.search"].with_user(self.operator)
        for line in (NUMBER, "4509847261", "45 09 847261"):
            found = search.lookup(line)
            self.assertEqual(found[0]["id"], self.client.id, line)
            self.assertEqual(found[0]["score"], 1.0)
            self.assertNotIn("847261", found[0]["subtitle"])
        for line in ("4509 84726", "847261", "450984726"):
            ids = [row["id"] for row in search.lookup(line)]
            self.assertNotIn(self.client.id, ids, line)
        partners = self.env["res.partner"].with_user(self.operator)
        listed = partners.search([("display_name", "ilike", NUMBER)])
        self.assertEqual(listed, self.client)

    def test_the_number_of_another_branchs_client_finds_nobody(self):
        self._create_document(self.other_client, "4511 111222", self.stranger)
        search = self.env["bank.client.search"].with_user(self.manager)
        self.assertFalse(search.lookup("4511 111222"))
        partners = self.env["res.partner"].with_user(self.manager)
        self.assertFalse(partners.name_search("4511 111222"))

    def test_one_document_is_one_client(self):
        message = "belongs to the client “Щербаков Пётр Ильич”"
        self._assert_refused(message, self.colleague_client, user=self.colleague)
        message = "already served by another branch"
        self._assert_refused(message, self.other_client, user=self.stranger)
        trader = self._create_client("Щербаков Пётр", client_kind="entrepreneur")
        self.assertTrue(self._create_document(trader))

    def test_a_feed_brings_doubles_and_a_rule_finds_them(self):
        twin = self._create_client("Twin", source_key="twin")
        feed = self.env["bank.identity.document"].sudo()
        row = {
            "source_key": "d1",
            "partner": "twin",
            "type": "passport",
            "number": "4509847261",
            "date_issued": "2010-06-01",
        }
        self.assertEqual(feed._upsert([row])["created"], 1)
        document = twin.identity_document_ids
        self.assertEqual(document.number, NUMBER)
        self.assertEqual(document.number_masked, "•••• •••261")
        run = self.env["bank.duplicate.run"]._start()
        while run.state == "running":
            run._do_slice()
        pairs = self.env["bank.duplicate.pair"].search([("partner_id", "=", twin.id)])
        pairs |= self.env["bank.duplicate.pair"].search([("other_id", "=", twin.id)])
        self.assertEqual(pairs.partner_id | pairs.other_id, twin | self.client)
        rule = self.env.ref("bank_crm_core.bank_duplicate_rule_identity")
        self.assertEqual(pairs.rule_id, rule)

    def test_a_wrong_number_from_a_feed_is_refused_and_not_repeated(self):
        feed = self.env["bank.identity.document"].sudo()
        self.client.source_key = "own"
        row = {"source_key": "d2", "partner": "own", "type": "passport"}
        report = feed._upsert([{**row, "number": "99887766"}])
        self.assertEqual(len(report["refused"]), 1)
        self.assertNotIn("99887766", str(report))

    def test_a_merge_moves_documents_and_lists_the_one_that_is_there_already(self):
        steward = self._create_user(
            "steward", "bank_crm_core.group_crm_data_steward", self.region
        )
        twin = self._create_client("Щербаков П.", source_key="twin")
        feed = self.env["bank.identity.document"].sudo()
        rows = [
            {
                "source_key": f"d{place}",
                "partner": "twin",
                "type": "passport",
                "number": number,
            }
            for place, number in enumerate((NUMBER, "4510 777888"))
        ]
        feed._upsert(rows)
        cards = (self.client | twin).with_user(steward)
        merges = self.env["bank.client.merge"].with_user(steward)
        merge = merges._create_draft(cards, self.client)
        merge.action_merge()
        numbers = self.client.identity_document_ids.sudo().mapped("number")
        self.assertEqual(sorted(numbers), [NUMBER, "4510 777888"])
        self.assertEqual(twin.identity_document_ids.number_masked, "•••• •••261")
        self.assertIn("bank_identity_document", merge.kept_ids.mapped("table_name"))

    # Bad input

    def test_what_cannot_be_is_said_in_a_sentence(self):
        cases = (
            ({"number": "4509 12345"}, "not the number"),
            ({"number": "паспорт"}, "not the number"),
            ({"date_issued": "1989-01-01"}, "before its holder was born"),
            ({"date_issued": "2003-01-01"}, "given from the age of 14"),
            ({"date_issued": "2090-01-01"}, "in the future"),
            ({"issuer_code": "77-01"}, "code of the issuer"),
            ({"number": ""}, "Enter the series"),
        )
        for values, message in cases:
            values = {"number": "4600 000001", **values}
            with self.subTest(values=values):
                self._assert_refused(message, **values)
        company = self._create_client("ООО «Ромашка»", client_kind="company")
        self._assert_refused("A company has no identity", company)
        with self.assertRaises(ValidationError) as caught:
            self.client.with_user(self.manager).birth_date = "2005-01-01"
        self.assertIn("given from the age of 14", str(caught.exception))

    def _assert_refused(self, message, *args, **values):
        with self.assertRaises(UserError) as caught:
            self._create_document(*args, **values)
        self.assertIn(message, str(caught.exception))

    def test_a_number_that_is_no_text_is_refused_in_a_sentence(self):
        for number in (7, ["4509", "000009"], {"number": 1}):
            with self.subTest(number=number):
                self._assert_refused("not the number", number=number)

    def test_the_same_document_is_not_entered_twice(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
            self.cr.savepoint(),
        ):
            self._create_document()

    # The term of a passport

    def test_a_passport_ends_with_the_age(self):
        self.assertEqual(self.document.date_expiry, date(2035, 7, 30))
        self.client.birth_date = date(1981, 5, 1)
        self.assertEqual(self.document.date_expiry, date(2026, 7, 30))
        client = self.client.with_user(self.manager)
        end = format_date(client.env, date(2026, 7, 30))
        for today, state, warning in (
            ("2026-04-30", "valid", False),
            ("2026-05-02", "expiring", "good until {}"),
            ("2026-07-31", "expired", "expired on {}"),
        ):
            with freeze_time(today):
                self.env.invalidate_all()
                self.assertEqual(self.document.state, state)
                warning = warning and warning.format(end)
                self.assertEqual(client.card_identity_warning, warning)

    def test_a_client_without_a_document_is_told_of(self):
        self.assertEqual(self.colleague_client.card_identity_warning, "not entered")

    def test_a_document_of_another_citizenship_is_told_of(self):
        with freeze_time("2026-03-01"):
            self.assertFalse(self.client.card_identity_warning)
            self.client.citizenship_ids = self.env.ref("base.kz")
            self.assertIn("citizenship", self.client.card_identity_warning)
            alerts = self.client.with_user(self.manager).card_alerts
            self.assertIn("identity", [alert["code"] for alert in alerts])
            self.client.citizenship_ids |= self.env.ref("base.ru")
            self.assertFalse(self.client.card_identity_warning)

    # Rights

    def test_who_may_do_what(self):
        matrix = {
            "manager": "rw-",
            "colleague": "r--",
            "head": "rwd",
            "operator": "r--",
            "stranger": "---",
            "auditor": "r--",
            "administrator": "---",
            "employee": "---",
            "security": "r--",
        }
        for role, expected in matrix.items():
            document = self.document.with_user(getattr(self, role))
            got = "".join(
                letter if document.has_access(operation) else "-"
                for letter, operation in zip("rwd", ("read", "write", "unlink"))
            )
            with self.subTest(role=role):
                self.assertEqual(got, expected)

    def test_nobody_writes_a_number_or_a_verdict_around_the_button(self):
        model, ids = "bank.identity.document", self.document.ids
        attempts = (
            (self.manager, {"number": "4511 000000"}),
            (self.manager, {"number_hash": "0"}),
            (self.manager, {"date_verified": "2026-01-01"}),
            (self.manager, {"verified_by_id": self.head.id}),
            (self.manager, {"partner_id": self.colleague_client.id}),
            (self.colleague, {"number_input": "4511 000000"}),
            (self.operator, {"number_input": "4511 000000"}),
            (self.stranger, {"issuer": "Nobody"}),
        )
        for user, vals in attempts:
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                self._call(user, model, "write", ids, vals)
        vals = {
            "partner_id": self.client.id,
            "type_id": self.passport.id,
            "number_input": "4511 000000",
        }
        forged = {
            "default_date_verified": "2026-01-01 00:00:00",
            "default_verified_by_id": self.head.id,
        }
        created = self._call(self.manager, model, "create", vals, context=forged)
        document = self.env[model].browse(created)
        self.assertFalse(document.date_verified or document.verified_by_id)
        with self.assertRaises(AccessError):
            vals["partner_id"] = self.colleague_client.id
            self._call(self.manager, model, "create", vals)
        for method in ("_keep_number", "_find_by_number", "_get_key", "_upsert"):
            with self.assertRaises(AccessError):
                self._call(self.manager, model, method, ids)

    def test_the_verdict_is_of_what_was_seen(self):
        document = self.document
        document.action_verify()
        self.assertEqual(document.verified_by_id, self.manager)
        document.issuer = "ОВД"
        self.assertFalse(document.verified_by_id)
        with self.assertRaises(AccessError):
            document.with_user(self.operator).action_verify()

    def test_one_document_is_the_main_one(self):
        self.assertTrue(self.document.is_main)
        newer = self._create_document(number="4510 000001", date_issued="2012-01-01")
        self.assertFalse(newer.is_main)
        newer.action_make_main()
        self.assertFalse(self.document.is_main)
        self.assertEqual(self.client.card_identity_ids[:1], newer)
