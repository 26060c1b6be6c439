# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import BankCoreCommon

LEI = "253400V1H6ART1UQ0N98"


@tagged("post_install", "-at_install")
class TestRegistrationFeed(BankCoreCommon):
    """Licences and identifiers that the core banking system delivers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.source_key = "c1"
        cls.types = cls.env["bank.client.identifier.type"].create(
            [
                {"name": "Legal", "code": "t_lei", "check": "lei", "is_unique": True},
                {"name": "Other", "code": "t_other"},
            ]
        )

    def _feed(self, model, *rows, **common):
        return self.env[model]._upsert(
            [{"partner": "c1", **common, **row} for row in rows]
        )

    def _feed_licences(self, *rows):
        common = {"kind": "Freight", "number": "L-1"}
        return self._feed("bank.client.licence", *rows, **common)

    def _feed_identifiers(self, *rows):
        common = {"type": "t_other", "number": "n 1"}
        return self._feed("bank.client.identifier", *rows, **common)

    def _get_keys(self, rows):
        return {row["source_key"] for row in rows}

    def test_licences_are_entered_once_and_changed_by_key(self):
        row = {"source_key": "l1", "date_start": "2025-01-01", "date_end": "2027-01-01"}
        self.assertEqual(self._feed_licences(row)["created"], 1)
        self.assertEqual(self._feed_licences(row)["unchanged"], 1)
        report = self._feed_licences(row, {**row, "is_withdrawn": True})
        self.assertEqual((report["updated"], report["superseded"]), (1, 1))
        licence = self.env["bank.client.licence"].search([("source_key", "=", "l1")])
        self.assertEqual(licence.partner_id, self.client)
        self.assertEqual(licence.state, "withdrawn")
        # columns that a delivery leaves out stay as they are
        self._feed_licences({"source_key": "l1", "issued_by": "Ministry"})
        self.assertEqual(licence.date_end, date(2027, 1, 1))
        self.assertEqual(licence.issued_by, "Ministry")

    def test_a_bad_licence_is_refused_by_itself(self):
        report = self._feed_licences(
            {"source_key": "l1", "date_end": "2025-01-01", "date_start": "2026-01-01"},
            {"source_key": "l2", "date_end": "32.13.2026"},
            {"source_key": "l3", "number": None},
            {"source_key": "l4", "partner": "c9"},
            {"source_key": "l5"},
        )
        self.assertEqual(report["created"], 1)
        self.assertEqual(self._get_keys(report["refused"]), {"l1", "l2", "l3", "l4"})
        self.assertTrue(all(row["reason"] for row in report["refused"]))

    def test_what_came_before_its_client_is_taken_when_it_comes_again(self):
        for feed in (self._feed_licences, self._feed_identifiers):
            row = {"source_key": "x1", "partner": f"late {feed.__name__}"}
            self.assertEqual(self._get_keys(feed(row)["refused"]), {"x1"})
            self._create_client("Late").source_key = row["partner"]
            self.assertEqual(feed(row)["created"], 1)

    def test_an_identifier_is_kept_and_checked_as_by_hand(self):
        spaced = f"{LEI[:4].lower()} {LEI[4:]}"
        report = self._feed_identifiers(
            {"source_key": "i1", "type": "t_lei", "number": spaced, "country": "RU"},
            {"source_key": "i2", "type": "t_lei", "number": f"{LEI[:-1]}9"},
            {"source_key": "i3", "type": "t_nothing"},
            {"source_key": "i4", "number": "a-1"},
        )
        self.assertEqual(report["created"], 2)
        self.assertEqual(self._get_keys(report["refused"]), {"i2", "i3"})
        rows = self.env["bank.client.identifier"].search([("source_key", "!=", False)])
        self.assertEqual(set(rows.mapped("number")), {LEI, "A1"})
        row = rows.filtered("is_unique")
        self.assertEqual(row.type_id, self.types[0])
        self.assertEqual(
            self._feed_identifiers(
                {"source_key": "i1", "type": "t_lei", "number": LEI, "country": "RU"}
            )["unchanged"],
            1,
        )

    def test_one_client_only_holds_for_the_feed(self):
        self.colleague_client.source_key = "c2"
        report = self._feed_identifiers(
            {"source_key": "i1", "type": "t_lei", "number": LEI},
            {"source_key": "i2", "type": "t_lei", "number": LEI, "partner": "c2"},
            {"source_key": "i3", "partner": "c2"},
            {"source_key": "i4"},
        )
        self.assertEqual(report["created"], 3)
        self.assertEqual(self._get_keys(report["refused"]), {"i2"})

    def test_only_a_feed_loads(self):
        for model in ("bank.client.licence", "bank.client.identifier"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.manager)._upsert([])
            row = self.env[model].with_user(self.manager)
            values = {"partner_id": self.client.id, "number": "1", "source_key": "k"}
            values |= {"kind": "x"} if "licence" in model else {}
            if "identifier" in model:
                values["type_id"] = self.types[1].id
            with self.assertRaises(AccessError):
                row.create(values)
