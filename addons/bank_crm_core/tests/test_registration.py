# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import format_date, mute_logger

from .common import BankCoreCommon

LEI = "213800D1EI4B9WTWWD28"


@tagged("post_install", "-at_install")
class TestRegistration(BankCoreCommon):
    """Licences of clients, and the numbers under which others know them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls._create_client("ООО Фрахт", client_kind="company")
        cls.lei = cls.env.ref("bank_crm_core.bank_client_identifier_type_lei")
        cls.customs = cls.env.ref("bank_crm_core.bank_client_identifier_type_customs")

    def _create_identifier(self, number, kind=None, partner=None, user=None):
        return (
            self.env["bank.client.identifier"]
            .with_user(user or self.manager)
            .create(
                {
                    "partner_id": (partner or self.company).id,
                    "type_id": (kind or self.lei).id,
                    "number": number,
                }
            )
        )

    def _create_licence(self, days, **values):
        return (
            self.env["bank.client.licence"]
            .with_user(self.manager)
            .create(
                {
                    "partner_id": self.company.id,
                    "kind": "Перевозка пассажиров",
                    "number": "АК-77-1",
                    "date_end": fields.Date.today() + timedelta(days=days),
                    **values,
                }
            )
        )

    # Identifiers

    def test_a_number_is_checked_by_its_type(self):
        row = self._create_identifier("2138-00d1ei4b9wtwwd28")
        self.assertEqual(row.number, LEI)
        self.assertIn(row, self.company.with_user(self.manager).card_identifier_ids)
        bic = self.env.ref("bank_crm_core.bank_client_identifier_type_bic")
        self._create_identifier("DEUTDEFF", bic)
        for number, kind in (
            ("213800D1EI4B9WTWWD29", self.lei),
            ("DEUT1EFF", bic),
            ("12", self.customs),
        ):
            with self.subTest(number=number), self.assertRaises(ValidationError):
                self._create_identifier(number, kind)
        with self.assertRaises(ValidationError):
            row.number = "213800D1EI4B9WTWWD82"

    @mute_logger("odoo.sql_db")
    def test_one_client_only_where_the_type_says_so(self):
        self._create_identifier(LEI)
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self._create_identifier(LEI, partner=self.client)
        self.lei.is_unique = False
        self._create_identifier(LEI, partner=self.client)

    def test_the_search_finds_by_it(self):
        self._create_identifier("RU/12345", self.customs)
        search = self.env["bank.client.search"]
        found = search.with_user(self.manager).lookup("ru/12 345")
        self.assertEqual(found[0]["id"], self.company.id)
        self.assertFalse(
            any(
                row["id"] == self.company.id
                for row in search.with_user(self.stranger).lookup("ru/12 345")
            )
        )

    def test_they_lie_behind_the_wall(self):
        hidden = self._create_identifier(
            "FOREIGN77", self.customs, self.other_client, self.stranger
        )
        with self.assertRaises(AccessError):
            hidden.with_user(self.manager).read(["number"])
        with self.assertRaises(AccessError):
            self._create_identifier("FOREIGN78", self.customs, self.other_client)
        licence = self._create_licence(30)
        with self.assertRaises(AccessError):
            licence.partner_id = self.other_client

    # Licences

    def test_a_licence_is_good_until_it_runs_out_or_is_withdrawn(self):
        self.assertEqual(self._create_licence(0).state, "good")
        self.assertEqual(self._create_licence(-1).state, "over")
        self.assertEqual(self._create_licence(5, is_withdrawn=True).state, "withdrawn")

    def test_one_that_runs_out_is_told_in_time(self):
        licence = self._create_licence(5)
        self._create_licence(200, number="АК-77-2")
        self._create_licence(5, number="АК-77-3", is_withdrawn=True)
        kind = self.env.ref("bank_crm_core.bank_obligation_kind_licence_expiry")
        query = self.env["bank.obligation"]._find_licence_expiry(
            kind, fields.Date.today()
        )
        self.env.flush_all()
        rows = [
            row for row in self.env.execute_query(query) if row[0] == self.company.id
        ]
        self.assertEqual([row[2] for row in rows], [licence.date_end])
        self.assertIn("АК-77-1", rows[0][4])
        self.patch(self.registry["ir.cron"], "_commit_progress", lambda *_a, **_k: 1)
        self.env["bank.obligation"]._cron_generate()
        duty = self.env["bank.obligation"].search(
            [("partner_id", "=", self.company.id), ("kind_id", "=", kind.id)]
        )
        self.assertEqual(len(duty), 1)
        letter = self.env.ref("bank_crm_core.mail_template_licence_expiry")
        words = letter._render_field("body_html", duty.ids)[duty.id]
        for text in ("АК-77-1", format_date(self.env, licence.date_end)):
            self.assertIn(text, words)
        company = self.company.with_user(self.manager)
        company.invalidate_recordset()
        self.assertIn("АК-77-1", str(company.card_alerts))

    # Merge

    def _merge(self, survivor, other):
        steward = self._create_user(
            "steward", "bank_crm_core.group_crm_data_steward", self.region
        )
        merges = self.env["bank.client.merge"].with_user(steward)
        cards = (survivor | other).with_user(steward)
        merge = merges._create_draft(cards, survivor)
        merge.action_merge()
        return merge

    def test_a_merge_keeps_what_both_had(self):
        self.customs.is_unique = False
        double = self._create_client("ООО «Фрахт»", client_kind="company")
        self._create_identifier("RU12345", self.customs)
        same = self._create_identifier("RU12345", self.customs, double)
        unique = self._create_identifier(LEI, partner=double)
        licence = self._create_licence(20, partner_id=double.id)
        merge = self._merge(self.company, double)
        moved = same | unique
        self.assertEqual(moved.partner_id, self.company)
        self.assertEqual(licence.partner_id, self.company)
        self.assertEqual(len(self.company.identifier_ids), 3)
        tables = merge.move_ids.filtered(lambda row: row.state == "moved")
        self.assertLessEqual(
            {unique._table, licence._table}, set(tables.mapped("table_name"))
        )
        merge.action_undo("Two carriers")
        self.assertEqual(moved.partner_id, double)
        self.assertEqual(licence.partner_id, double)

    def test_a_number_that_clashes_is_listed_and_not_lost(self):
        """A bank may have made numbers unique by client in an addon of its own."""
        self.customs.is_unique = False
        double = self._create_client("ООО «Фрахт»", client_kind="company")
        self._create_identifier("RU12345", self.customs)
        same = self._create_identifier("RU12345", self.customs, double)
        other = self._create_identifier("RU99999", self.customs, double)
        self.env.flush_all()
        self.cr.execute(
            "CREATE UNIQUE INDEX ON bank_client_identifier (partner_id, type_id, number)"
        )
        merge = self._merge(self.company, double)
        self.assertEqual(same.partner_id, double)
        self.assertEqual(other.partner_id, self.company)
        kept = merge.kept_ids.filtered(lambda row: row.table_name == same._table)
        self.assertEqual([row.row_key["id"] for row in kept], [same.id])
