# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The generated bank is what the ORM would make, column by column."""

import doctest

from stdnum.ru import inn

from odoo.fields import Command
from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL

from . import catalogue, generate, naming, registration, tables

STAMPS = {
    *("id", "create_date", "write_date", "create_uid", "write_uid", "source_key"),
    "calendar_last_notif_ack",  # the moment of creation, too
}
CLIENT_INPUT = """
    name client_kind branch_id manager_id sex birth_date inn kpp email city street zip
    country_id
""".split()
INPUT = {
    "bank.agreement": """
        number product_id partner_id currency_id date_start date_end date_closed
        term_months amount rate balance arrears attribute_values
    """,
    "bank.agreement.party": "agreement_id partner_id role",
    "bank.agreement.payment": """
        agreement_id date kind state amount principal interest fee
    """,
    "bank.account": """
        number partner_id agreement_id currency_id balance date_opened date_closed state
    """,
    "bank.operation": "account_id date amount balance_after kind memo",
    "bank.interaction": """
        partner_id date channel_id direction user_id subject summary res_model res_id
    """,
}
PATHS = {"active": ["active"], "defaulted": ["active", "defaulted"]}
COUNT, SEED = 50, 6  # clients of all kinds


@tagged("post_install", "-at_install")
class TestGenerate(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, **catalogue.SILENT})
        cls.bank = generate.generate(cls.env, COUNT, SEED, branches=4)
        cls.clients = cls.env["res.partner"].search(
            [("id", ">=", cls.bank["first"]), ("source_key", "=like", "bench-%")]
        )

    def _read(self, records):
        """Return ``{id: row}`` as the rows stand in the table, without stamps."""
        self.env.flush_all()
        table = SQL.identifier(records._table)
        self.cr.execute(SQL("SELECT * FROM %s WHERE id = ANY(%s)", table, records.ids))
        rows = {row["id"]: row for row in self.cr.dictfetchall()}
        return {
            row_id: {
                name: value
                for name, value in rows[row_id].items()
                if name not in STAMPS
            }
            for row_id in records.ids
        }

    def test_clients_are_what_the_orm_makes(self):
        kinds = set(self.clients.mapped("client_kind"))
        self.assertEqual(kinds, {"person", "entrepreneur", "company"})
        rows, phones = self._read(self.clients), self._read(self.clients.phone_ids)
        made = self._create_again(self.clients)
        self._assert_same(rows, self._read(made), "commercial_partner_id")
        self._assert_same(phones, self._read(made.phone_ids), "partner_id")
        for client_id, row in rows.items():
            self.assertEqual(row["commercial_partner_id"], client_id)

    def _create_again(self, clients):
        values = [
            {
                **{name: _value(client[name]) for name in CLIENT_INPUT},
                "phone_ids": [
                    Command.create({"number": row.number, "sequence": row.sequence})
                    for row in client.phone_ids
                ],
            }
            for client in clients
        ]
        # by hand nobody enters an INN twice
        query = "UPDATE res_partner SET inn = NULL WHERE id = ANY(%s)"
        self.cr.execute(query, [clients.ids])
        return self.env["res.partner"].create(values)

    def _assert_same(self, rows, others, owner):
        """All columns are equal but the one that holds the client's own id."""
        for row, other in zip(rows.values(), others.values(), strict=True):
            self.assertEqual({**row, owner: None}, {**other, owner: None})

    def test_history_is_what_the_orm_makes(self):
        for model, names in INPUT.items():
            with self.subTest(model=model):
                rows = self.env[model].search(self._get_domain(model), order="id")
                values = [self._read_input(row, names.split()) for row in rows]
                before = self._read(rows)
                if model == "bank.agreement.party":
                    rows.unlink()  # the same party is not entered twice
                made = self.env[model].create(values)
                if model == "bank.agreement":
                    self._move(rows, made)
                after = self._read(made)
                self.assertGreater(len(before), 20)
                self.assertEqual(list(before.values()), list(after.values()))

    def _read_input(self, row, names):
        """An agreement without attributes is entered without them."""
        values = {name: _value(row[name]) for name in names}
        if not values.get("attribute_values"):
            values.pop("attribute_values", None)
        return values

    def _get_domain(self, model):
        if "partner_id" in self.env[model]._fields:
            return [("partner_id", "in", self.clients.ids)]
        return [("agreement_id.partner_id", "in", self.clients.ids)]

    def _move(self, rows, made):
        for row, other in zip(rows, made, strict=True):
            for state in PATHS.get(row.state, ["active", "closed"]):
                other._transition(state)

    def test_every_agreement_is_whole(self):
        agreements = self.env["bank.agreement"].search(
            self._get_domain("bank.agreement")
        )
        self.assertEqual(len(set(agreements.mapped("number"))), len(agreements))
        self.assertEqual(
            set(agreements.mapped("trade")), {"credit", "deposit", "account", "card"}
        )
        self.assertEqual(agreements.party_ids.agreement_id, agreements)
        cars = agreements.filtered(lambda row: row.product_id.code == "bench_car")
        self.assertTrue(all(row.attribute_values[catalogue.MILEAGE] for row in cars))

    def test_numbers_are_valid_and_nobody_shares_them(self):
        numbers = self.clients.mapped("inn")
        self.assertEqual(len(set(numbers)), COUNT)
        self.assertTrue(all(map(inn.is_valid, numbers)))
        self.assertTrue(all(self.clients.phone_ids.mapped("e164")))

    def test_indexes_and_foreign_keys_come_back(self):
        names = ("bank_agreement_payment", "bank_interaction")

        def read():
            return [
                tables._read(self.env, query, table)
                for table in names
                for query in (tables.INDEXES, tables.KEYS)
            ]

        before = read()
        with tables.bare(self.env, names):
            self.assertFalse(any(read()))
        self.assertEqual(read(), before)

    def test_examples_hold(self):
        for module in (naming, registration):
            result = doctest.testmod(module)
            self.assertTrue(result.attempted)
            self.assertFalse(result.failed)


@tagged("post_install", "-at_install")
class TestSeed(TransactionCase):
    def _generate(self, seed):
        with self.env.cr.savepoint() as savepoint:
            first = generate.generate(self.env, 20, seed, branches=2)["first"]
            rows = self.env.execute_query(
                SQL(
                    """
                    SELECT p.name, p.search_key, a.number, a.amount, i.date, i.subject
                      FROM res_partner p JOIN bank_agreement a ON a.partner_id = p.id
                      JOIN bank_interaction i ON i.partner_id = p.id
                     WHERE p.id >= %s ORDER BY a.id, i.id
                    """,
                    first,
                )
            )
            savepoint.rollback()
        return rows

    def test_same_seed_makes_the_same_bank(self):
        rows = self._generate(1)
        self.assertEqual(rows, self._generate(1))
        self.assertNotEqual(rows, self._generate(2))


def _value(value):
    """Return what ``create`` takes for a value as a record gives it."""
    if hasattr(value, "ids"):
        return value.id
    return dict(value) if hasattr(value, "keys") else value
