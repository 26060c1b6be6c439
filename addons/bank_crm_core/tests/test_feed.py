# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date, datetime

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from odoo.addons.bank_base.tests.common import count_queries

from .common import BankCoreCommon

STAMPS = {
    "calendar_last_notif_ack",
    "id",
    "create_date",
    "write_date",
    "source_key",
    "create_uid",
    "write_uid",
}


@tagged("post_install", "-at_install")
class TestFeed(BankCoreCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.country = cls.env.ref("base.cz")
        cls.client.source_key = "C0"
        cls.currency = cls.env.company.currency_id

    def _prepare_client_row(self, key="C1", **values):
        return {
            "source_key": key,
            "name": "Новак Ян",
            "client_kind": "person",
            "branch": "T-B",
            "manager": "bank_manager",
            "birth_date": date(1970, 2, 5),
            "sex": "male",
            "inn": "500100732259",
            "email": "Jan.Novak@Example.com",
            "city": "Praha",
            "country": "CZ",
            "phones": ["601 234 567", "+420 601 234 568"],
            **values,
        }

    def _read_columns(self, record):
        """Return the row as it stands in the table, without stamps and keys."""
        self.env.flush_all()
        self.cr.execute(
            SQL(
                "SELECT * FROM %s WHERE id = %s",
                SQL.identifier(record._table),
                record.id,
            )
        )
        (row,) = self.cr.dictfetchall()
        return {name: value for name, value in row.items() if name not in STAMPS}

    def _find(self, model, key):
        return self.env[model].search([("source_key", "=", key)])

    def _assert_same_rows(self, model, row, values, ignored=()):
        """What the feed writes is what the ORM makes of the same values."""
        report = self.env[model]._upsert([row])
        self.assertEqual((report["created"], report["refused"]), (1, []))
        fed = self._read_columns(self._find(model, row["source_key"]))
        made = self._read_columns(self.env[model].sudo().create(values))
        for name in ignored:
            fed.pop(name), made.pop(name)
        self.assertEqual(fed, made)

    def test_client_row_is_what_the_orm_makes(self):
        values = {
            "name": "Новак Ян",
            "client_kind": "person",
            "branch_id": self.branch.id,
            "manager_id": self.manager.id,
            "birth_date": date(1970, 2, 5),
            "sex": "male",
            "email": "Jan.Novak@Example.com",
            "city": "Praha",
            "country_id": self.country.id,
            "phone": "601 234 567",
        }
        row = self._prepare_client_row(phones=["601 234 567"])
        row.pop("inn")
        self._assert_same_rows("res.partner", row, values, ["commercial_partner_id"])
        client = self._find("res.partner", "C1")
        self.assertEqual(client.commercial_partner_id, client)
        made = self.env["res.partner"].search([("name", "=", "Новак Ян")]) - client
        fed_phone, made_phone = client.phone_ids, made.phone_ids
        self.assertEqual(fed_phone.e164, "+420601234567")
        for name in ("number", "e164", "digits", "kind", "sequence"):
            self.assertEqual(fed_phone[name], made_phone[name])

    def test_company_row_is_what_the_orm_makes(self):
        values = {
            "name": "ООО «Ёлки»",
            "client_kind": "company",
            "branch_id": self.branch.id,
            "inn": "7707083893",
            "manager_id": False,
        }
        row = {
            "source_key": "C2",
            "name": "ООО «Ёлки»",
            "client_kind": "company",
            "branch": "T-B",
            "inn": "7707083893",
        }
        values["inn"] = row["inn"] = False
        self._assert_same_rows("res.partner", row, values, ["commercial_partner_id"])

    def test_agreement_row_is_what_the_orm_makes(self):
        self.env["bank.attribute"].create(
            {
                "name": "Purpose",
                "code": "t_purpose",
                "kind": "text",
                "category_id": self.category.id,
            }
        )
        shared = {
            "number": "L/1",
            "date_start": date(2026, 1, 15),
            "date_end": date(2027, 1, 15),
            "amount": 1234.5,
            "rate": 12.34567,
            "term_months": 12,
            "balance": 1000.25,
            "attribute_values": {"t_purpose": "car"},
        }
        row = {
            **shared,
            "source_key": "A1",
            "product": self.product.code,
            "partner": "C0",
            "currency": self.currency.name,
            "state": "draft",
        }
        values = {
            **shared,
            "product_id": self.product.id,
            "partner_id": self.client.id,
            "currency_id": self.currency.id,
        }
        self._assert_same_rows("bank.agreement", row, values)

    def test_rows_of_an_account_are_what_the_orm_makes(self):
        account = {"number": "40817", "date_opened": date(2026, 1, 1), "balance": 5}
        self._assert_same_rows(
            "bank.account",
            {
                **account,
                "source_key": "K1",
                "partner": "C0",
                "currency": self.currency.name,
                "state": "open",
            },
            {
                **account,
                "partner_id": self.client.id,
                "currency_id": self.currency.id,
            },
        )
        made = self._find("bank.account", "K1")
        operation = {
            "date": datetime(2026, 1, 2, 10, 30),
            "amount": -100.5,
            "balance_after": 20,
            "kind": "card",
            "memo": "Shop\t\\ № 1\nMoscow",
        }
        self._assert_same_rows(
            "bank.operation",
            {**operation, "source_key": "O1", "account": "K1"},
            {**operation, "account_id": made.id},
        )
        order = {"amount": 10.5, "purpose": "Rent", "day": 5}
        self._assert_same_rows(
            "bank.standing.order",
            {**order, "source_key": "S1", "account": "K1", "state": "active"},
            {**order, "account_id": made.id},
        )

    def test_rows_of_an_agreement_are_what_the_orm_makes(self):
        agreement = self._create_agreement()
        agreement.sudo().source_key = "A9"
        payment = {
            "date": date(2026, 2, 1),
            "kind": "fact",
            "state": "paid",
            "amount": 7,
        }
        self._assert_same_rows(
            "bank.agreement.payment",
            {**payment, "source_key": "P1", "agreement": "A9"},
            {**payment, "agreement_id": agreement.id},
        )
        row = {"source_key": "Y1", "agreement": "A9", "partner": "C0", "role": "user"}
        report = self.env["bank.agreement.party"]._upsert([row])
        self.assertEqual(report["created"], 1)

    def test_second_delivery_changes_nothing(self):
        rows = [self._prepare_client_row()]
        partners = self.env["res.partner"]
        self.assertEqual(partners._upsert(rows)["created"], 1)
        client = self._find("res.partner", "C1")
        phones = client.phone_ids
        report = partners._upsert(rows)
        self.assertEqual((report["unchanged"], report["updated"]), (1, 0))
        self.assertEqual(client.phone_ids, phones)
        report = partners._upsert([self._prepare_client_row(name="Novák Jan")])
        self.assertEqual((report["unchanged"], report["updated"]), (0, 1))
        self.assertEqual(client.complete_name, "Novák Jan")
        self.assertIn("novak", client.search_key)

    def test_columns_that_are_not_given_stay(self):
        self.env["res.partner"]._upsert([self._prepare_client_row()])
        client = self._find("res.partner", "C1")
        client.comment = "Likes opera"
        row = {
            "source_key": "C1",
            "name": "Новак Ян",
            "client_kind": "person",
            "branch": "T-B",
        }
        self.env["res.partner"]._upsert([row])
        self.assertEqual(client.city, "Praha")
        self.assertEqual(client.manager_id, self.manager)
        self.assertIn("Likes opera", client.comment)

    @mute_logger("odoo.sql_db")
    def test_bad_rows_are_refused_one_by_one(self):
        rows = [
            self._prepare_client_row("C1"),
            self._prepare_client_row("C2", branch="nowhere"),
            self._prepare_client_row(None),
            self._prepare_client_row("C4", birth_date="5th of May"),
            self._prepare_client_row("C5", client_kind="robot"),
            self._prepare_client_row("C6", name=""),
            self._prepare_client_row("C7", inn="500100732250", snils="x"),
            self._prepare_client_row("C1", name="Later"),
            self._prepare_client_row("C9", inn=None, birth_date="1826-03-01"),
        ]
        report = self.env["res.partner"]._upsert(rows)
        self.assertEqual([line["row"] for line in report["refused"]], [2, 3, 4, 5, 1])
        self.assertIn("nowhere", report["refused"][-1]["reason"])
        self.assertEqual([line["row"] for line in report["warnings"]], [6, 6, 8])
        self.assertEqual((report["created"], report["superseded"]), (3, 1))
        self.assertFalse(self._find("res.partner", "C9").birth_date)
        self.assertEqual(self._find("res.partner", "C1").name, "Later")
        self.assertFalse(self._find("res.partner", "C7").inn)

    def test_what_a_product_sets_up_follows_it_and_nothing_else(self):
        """As the ORM does: attributes stay with a balance, and follow the product."""
        self.env["bank.attribute"].create(
            {
                "name": "Purpose",
                "code": "t_purpose",
                "kind": "text",
                "category_id": self.category.id,
            }
        )
        other = self._create_product(
            category_id=self.env["bank.product.category"]
            .create({"name": "Other", "code": "t_other"})
            .id
        )
        row = {
            "source_key": "A1",
            "number": "1",
            "product": self.product.code,
            "partner": "C0",
            "currency": self.currency.name,
            "state": "active",
        }
        agreements = self.env["bank.agreement"]
        agreements._upsert([{**row, "attribute_values": {"t_purpose": "car"}}])
        fed = self._find("bank.agreement", "A1")
        made = fed.sudo().copy({"number": "1"})
        known = fed.attribute_values
        agreements._upsert([{**row, "balance": 5}])
        self.assertEqual(fed.attribute_values, known)
        agreements._upsert([{**row, "product": other.code, "balance": 5}])
        made.product_id = other
        self.assertEqual(
            self._read_columns(fed)["attribute_values"],
            self._read_columns(made)["attribute_values"],
        )

    def test_a_number_that_no_table_holds_refuses_its_row_alone(self):
        row = {
            "source_key": "A1",
            "product": self.product.code,
            "partner": "C0",
            "number": "1",
            "currency": self.currency.name,
            "state": "active",
        }
        rows = [row, {**row, "source_key": "A2", "amount": "1e200000"}]
        report = self.env["bank.agreement"]._upsert(rows)
        self.assertEqual(report["created"], 1)
        self.assertEqual([line["source_key"] for line in report["refused"]], ["A2"])

    @mute_logger("odoo.sql_db")
    def test_row_refused_by_the_database_does_not_stop_the_rest(self):
        agreement = self._create_agreement()
        agreement.sudo().source_key = "A9"
        party = {"agreement": "A9", "role": "owner"}
        self._create_client("Second", source_key="C3")
        rows = [
            {**party, "source_key": "Y1", "partner": "C0"},  # is the owner already
            {**party, "source_key": "Y2", "partner": "C3"},
        ]
        report = self.env["bank.agreement.party"]._upsert(rows)
        self.assertEqual(report["created"], 1)
        self.assertEqual([line["source_key"] for line in report["refused"]], ["Y1"])

    def test_no_copy_of_the_branch_is_left_behind(self):
        """What has the client's branch in a column of its own, in whatever addon."""
        self.client.source_key = "C5"
        offer = self.env["bank.preapproved.offer"].create(
            {
                "partner_id": self.client.id,
                "product_id": self.product.id,
                "date_end": "2030-01-01",
            }
        )
        self.env["bank.obligation"]._promise(
            self.client, "Send the terms", date(2030, 1, 1)
        )
        relation = self.env["bank.relation"].create(
            {
                "type_id": self.env["bank.relation.type"].search([], limit=1).id,
                "partner_from_id": self.client.id,
                "partner_to_id": self.colleague_client.id,
            }
        )
        row = {
            "source_key": "C5",
            "name": self.client.name,
            "client_kind": "person",
            "branch": "T-O",
        }
        self.assertEqual(self.env["res.partner"]._upsert([row])["updated"], 1)
        self.assertEqual(offer.branch_id, self.other_branch)
        self.assertEqual(self.client.obligation_ids.branch_id, self.other_branch)
        self.assertEqual(relation.branch_from_id, self.other_branch)
        self.assertEqual(relation.branch_to_id, self.branch)

    def test_branch_of_a_client_carries_what_hangs_on_him(self):
        agreement = self._create_agreement()
        contact = self.env["res.partner"].create(
            {"name": "Son", "parent_id": self.client.id}
        )
        row = {
            "source_key": "C0",
            "name": self.client.name,
            "client_kind": "person",
            "branch": "T-O",
            "manager": "bank_stranger",
        }
        self.env["res.partner"]._upsert([row])
        self.assertEqual(agreement.branch_id, self.other_branch)
        self.assertEqual(contact.branch_id, self.other_branch)
        self.assertEqual(contact.manager_id, self.stranger)

    def test_people_do_not_feed(self):
        for user in (self.manager, self.head, self.administrator, self.auditor):
            with self.assertRaises(AccessError):
                self.env["res.partner"].with_user(user)._upsert([])

    def test_number_of_queries_does_not_depend_on_rows(self):
        def count(numbers):
            rows = [
                self._prepare_client_row(f"Q{number}", inn=None) for number in numbers
            ]

            def deliver():
                report = self.env["res.partner"]._upsert(rows)
                self.assertEqual(report["created"], len(rows))

            return count_queries(self.env, deliver)

        few = count([2])
        self.assertEqual(count(range(10, 25)), few)
        # whose open cards are told of few rows is one statement
        self.assertEqual(count(range(30, 80)), few - 1)
