# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import BankCoreCommon

SDN = (
    b'1,"ALPHANOV, Sergej Petrovich","individual","TEST",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    b"-0- ,\"DOB 03 May 1971; nationality Russia; a.k.a. 'THE ALPHA'.\"\r\n"
    b'2,"BETALAND TRADING COMPANY",-0- ,"TEST] [TRADE",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
    b"\x1a"
)
ALT = b'1,11,"aka","ALFANOW, Serge",-0- \r\n9,12,"aka","NOBODY",-0- \r\n\x1a'
UN = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL>
<FIRST_NAME>GAMAL</FIRST_NAME><SECOND_NAME>TESTANI</SECOND_NAME>
<REFERENCE_NUMBER>TSi.001</REFERENCE_NUMBER><UN_LIST_TYPE>Test</UN_LIST_TYPE>
<NATIONALITY><VALUE>Egypt</VALUE></NATIONALITY>
<NAME_ORIGINAL_SCRIPT>جمال</NAME_ORIGINAL_SCRIPT>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Abu Test</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE>
<FROM_YEAR>1960</FROM_YEAR><TO_YEAR>1962</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
</INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>""".encode()
OWN = "ent,name,birth_date,country,kind\nA1,Гаммов Иван,1980-02-03,RU,person\n".encode()


@tagged("post_install", "-at_install")
class TestWatchlist(BankCoreCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = "bank_crm_core.group_crm_security_officer"
        cls.officer = cls._create_user("officer", group, cls.region)
        cls.lists = cls.env["bank.watchlist"].with_user(cls.officer)

    def _entries(self, kind):
        return self.env["bank.watchlist.entry"].search(
            [("watchlist_id.kind", "=", kind)]
        )

    def _load_own(self, *lines):
        text = "\n".join(("ent,name,birth_date", *lines))
        return self.lists.load_file("csv", text.encode())

    def test_the_list_of_the_treasury(self):
        report = self.lists.load_file("ofac", {"sdn": SDN, "alt": ALT})
        self.assertEqual((report["read"], report["added"]), (4, 2))
        self.assertEqual([line["row"] for line in report["refused"]], [2])
        person, company = self._entries("ofac").sorted("ent")
        self.assertEqual((person.kind, company.kind), ("person", "company"))
        self.assertEqual(person.aliases, "ALFANOW, Serge")
        self.assertEqual(person.weak_aliases, "THE ALPHA")
        self.assertEqual(person.birth_dates, "1971-05-03")
        self.assertEqual(person.countries, "Russia")
        self.assertEqual(company.note, "TEST, TRADE")

    def test_the_list_of_the_security_council(self):
        self.lists.load_file("un", UN)
        entry = self._entries("un")
        self.assertEqual(entry.name, "GAMAL TESTANI")
        self.assertEqual(entry.birth_dates, "1960/1962")
        self.assertEqual(entry.aliases, "جمال")
        self.assertEqual(entry.weak_aliases, "Abu Test")

    def test_the_same_file_twice_changes_nothing(self):
        for kind, content in (("ofac", {"sdn": SDN}), ("un", UN), ("csv", OWN)):
            with self.subTest(kind=kind):
                first = self.lists.load_file(kind, content)
                versions = self.env["bank.watchlist.version"].search_count([])
                again = self.lists.load_file(kind, content)
                self.assertTrue(first["added"])
                changes = (again["added"], again["changed"], again["gone"])
                self.assertEqual(changes, (0, 0, 0))
                self.assertEqual(again["read"], first["read"])
                count = self.env["bank.watchlist.version"].search_count([])
                self.assertEqual(count, versions)

    def test_a_new_version_counts_what_it_changes(self):
        self._load_own("1,Альфа Пётр,1970", "2,Бета Павел,1971", "3,Гамма Семён,1972")
        report = self._load_own(
            "1,Альфа Пётр,1970", "2,Бета Павел,1975", "4,Дельта Олег,1973"
        )
        changes = (report["added"], report["changed"], report["gone"])
        self.assertEqual(changes, (1, 1, 1))
        self.assertEqual(set(self._entries("csv").mapped("ent")), {"1", "2", "4"})
        back = self._load_own("1,Альфа Пётр,1970", "3,Гамма Семён,1972")
        self.assertEqual((back["added"], back["gone"]), (1, 2))
        versions = self.env["bank.watchlist.version"].search(
            [("watchlist_id.kind", "=", "csv")], order="number"
        )
        self.assertEqual(versions.mapped("number"), [1, 2, 3])
        self.assertEqual(versions.user_id, self.officer)

    def test_a_loading_is_a_decision(self):
        self.lists.load_file("csv", OWN)
        rows = self.env["bank.decision"].search([("kind", "=", "watchlist")])
        self.assertEqual(rows[0].actor_id, self.officer.id)
        self.assertNotIn("Гаммов", rows[0].payload)

    def test_a_preview_changes_nothing(self):
        preview = self.lists.preview_file("csv", OWN)
        self.assertEqual(preview["added_names"], ["Гаммов Иван"])
        self.assertFalse(self._entries("csv"))
        wizard = self.env["bank.watchlist.upload"].with_user(self.officer)
        upload = wizard.create({"kind": "csv", "file": _encode(OWN)})
        upload.action_preview()
        self.assertEqual((upload.state, upload.added_count), ("preview", 1))
        self.assertFalse(self._entries("csv"))
        upload.action_load()
        self.assertTrue(self._entries("csv"))

    def test_rows_that_are_refused_are_named(self):
        report = self._load_own(
            "1,Альфа Пётр,1970", "1,Бета Павел,1971", ",Гамма,", "5,Эпсилон,вчера", "6"
        )
        self.assertEqual(report["added"], 1)
        self.assertEqual([line["row"] for line in report["refused"]], [3, 4, 5, 6])
        self.assertTrue(all(line["reason"] for line in report["refused"]))

    def test_broken_files_are_answered_in_a_sentence_and_change_nothing(self):
        self.lists.load_file("csv", OWN)
        bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'
        for kind, content in (
            ("un", UN[:300]),
            ("un", b"<html/>"),
            ("un", bomb),
            ("un", b"<?xml version='1.0'?>" + b"<!doctype a>" + b"<a/>"),
            ("un", b""),
            ("un", "text"),
            ("csv", b""),
            ("csv", b"number,title\n1,Name\n"),
            ("csv", "ent,name\n1,Имя\n".encode("cp1251")),
            ("csv", "ent,name\n1,Name\n".encode("utf-16")),
            ("csv", b"ent,name\n"),
            ("csv", b'ent,name\n1,"' + b"x" * 200_000),
            ("csv", None),
            ("ofac", SDN),
            ("ofac", {}),
            ("ofac", {"sdn": b"nothing of it"}),
            ("eu", b""),
        ):
            with self.subTest(kind=kind, content=str(content)[:30]):
                with self.assertRaises(UserError) as caught:
                    self.lists.load_file(kind, content)
                self.assertGreater(len(str(caught.exception)), 15)
        self.assertEqual(len(self._entries("csv")), 1)

    def test_lists_are_for_officers_and_the_feed(self):
        integration = self._create_user(
            "feed", "bank_base.group_bank_integration", self.region
        )
        self.env["bank.watchlist"].with_user(integration).load_file("csv", OWN)
        for role in ("manager", "head", "operator", "auditor", "administrator"):
            user = getattr(self, role)
            with self.subTest(role=role):
                for method, model, values in (
                    ("load_file", "bank.watchlist", ("csv", OWN)),
                    ("preview_file", "bank.watchlist", ("csv", OWN)),
                    ("match", "bank.screening", ([{"name": "Гаммов"}],)),
                    ("action_start", "bank.screening", ()),
                ):
                    with self.assertRaises(AccessError):
                        getattr(self.env[model].with_user(user), method)(*values)

    def test_nobody_writes_entries_by_hand(self):
        self.lists.load_file("csv", OWN)
        entry = self._entries("csv").with_user(self.officer)
        with self.assertRaises(AccessError):
            entry.name = "Кто-то другой"
        with self.assertRaises(AccessError):
            entry.unlink()
        with self.assertRaises(AccessError):
            self.lists.search([])[:1].threshold = 1.0
        with self.assertRaises(AccessError):
            self.env["bank.watchlist"].with_user(self.administrator).search(
                []
            ).kind = "un"

    def test_a_threshold_is_changed_by_the_administrator_and_logged(self):
        self.lists.load_file("csv", OWN)
        watchlist = self.env["bank.watchlist"].search([("kind", "=", "csv")])
        watchlist.with_user(self.administrator).threshold = 0.9
        row = self.env["bank.decision"].search([("kind", "=", "config")], limit=1)
        self.assertEqual(row.actor_id, self.administrator.id)


def _encode(content):
    return base64.b64encode(content)
