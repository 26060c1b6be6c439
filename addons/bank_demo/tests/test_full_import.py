# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

from odoo.modules.module import get_module_path
from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL

FOLDER = Path(get_module_path("bank_demo"), "data", "berka")
TABLES = [
    "res_partner",
    "bank_client_phone",
    "bank_branch",
    "bank_product",
    "bank_agreement",
    "bank_agreement_party",
    "bank_agreement_payment",
    "bank_account",
    "bank_operation",
    "bank_standing_order",
    "res_users",
]


@tagged("post_install", "-at_install")
class TestFullImport(TransactionCase):
    """The bank against its files, which are read here by nothing but ``csv``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.importer = cls.env["bank.demo.import"]
        cls.report = cls.importer._import_folder(FOLDER)
        cls.files = {}
        for path in FOLDER.glob("*.csv"):
            with path.open(newline="", encoding="ascii") as file:
                rows = list(csv.DictReader(file, delimiter=";"))
            cls.files[path.stem] = [
                {name.strip(): value for name, value in row.items()} for row in rows
            ]

    def _select(self, query, *args):
        self.env.flush_all()
        return self.env.execute_query(SQL(query, *args))

    def _one(self, query, *args):
        return self._select(query, *args)[0][0]

    def _sum(self, file, column):
        return sum(Decimal(row[column]) for row in self.files[file])

    def test_report_accounts_for_every_row_of_every_file(self):
        self.assertEqual(self.report.state, "done")
        lines = {line.file: line for line in self.report.line_ids}
        self.assertEqual(set(lines), set(self.files))
        for name, rows in self.files.items():
            line = lines[name]
            with self.subTest(file=name):
                self.assertEqual(line.row_count, len(rows))
                self.assertEqual(line.imported_count, len(rows))
                self.assertEqual(line.skipped_count, 0)
                if "amount" in rows[0]:
                    total = float(self._sum(name, "amount"))
                    self.assertAlmostEqual(line.amount, total, 2)
        total = sum(map(len, self.files.values()))
        self.assertEqual(self.report.imported_count, total)

    def test_branches_are_the_districts_below_their_regions(self):
        districts = self.env["bank.branch"].search([("code", "=like", "CZ-__")])
        head_office = self.env["bank.branch"].search([("code", "=", "CZ-HQ")])
        districts -= head_office
        found = {(branch.name, branch.parent_id.code) for branch in districts}
        expected = {
            (row["name"], "CZ-" + row["region"].upper().replace(" ", "-"))
            for row in self.files["district"]
        }
        self.assertEqual(found, expected)
        self.assertEqual(len(districts), len(expected))
        self.assertEqual(districts.parent_id.parent_id, head_office)

    def test_clients_have_sex_birth_date_and_branch_of_the_file(self):
        rows = self._select(
            """
            SELECT p.source_key, p.sex, p.birth_date, b.code, p.client_kind
              FROM res_partner p JOIN bank_branch b ON b.id = p.branch_id
             WHERE p.source_key LIKE 'berka-client-%%'
            """
        )
        expected = set()
        for row in self.files["client"]:
            year, month, day = (int(row["birth_number"][i : i + 2]) for i in (0, 2, 4))
            expected.add(
                (
                    f"berka-client-{row['client_id']}",
                    "female" if month > 50 else "male",
                    f"19{year:02d}-{month % 50:02d}-{day:02d}",
                    f"CZ-{int(row['district_id']):02d}",
                    "person",
                )
            )
        found = {(key, sex, str(born), *rest) for key, sex, born, *rest in rows}
        self.assertEqual(found, expected)

    def test_accounts_have_owner_and_user_of_the_file(self):
        rows = self._select(
            """
            SELECT r.source_key, p.source_key, a.source_key, r.role
              FROM bank_agreement_party r
              JOIN res_partner p ON p.id = r.partner_id
              JOIN bank_agreement a ON a.id = r.agreement_id
             WHERE r.source_key LIKE 'berka-disp-%%'
            """
        )
        roles = {"OWNER": "owner", "DISPONENT": "user"}
        expected = {
            (
                f"berka-disp-{row['disp_id']}",
                f"berka-client-{row['client_id']}",
                f"berka-account-{row['account_id']}",
                roles[row["type"]],
            )
            for row in self.files["disp"]
        }
        self.assertEqual(set(rows), expected)
        owned = self._one(
            """
            SELECT count(*) FROM bank_account a
              JOIN bank_agreement g ON g.id = a.agreement_id
              JOIN bank_agreement_party r ON r.agreement_id = g.id
               AND r.role = 'owner' AND r.partner_id = a.partner_id
             WHERE a.source_key LIKE 'berka-account-%%'
            """
        )
        self.assertEqual(owned, len(self.files["account"]))

    def test_loans_equal_the_file(self):
        rows = self._select(
            """
            SELECT source_key, date_start, amount, term_months,
                   attribute_values->>'loan_outcome', state
              FROM bank_agreement WHERE source_key LIKE 'berka-loan-%%'
            """
        )
        outcomes = {
            "A": ("paid", "closed"),
            "B": ("unpaid", "defaulted"),
            "C": ("running", "active"),
            "D": ("arrears", "active"),
            "": (None, "active"),
        }
        expected = {
            (
                f"berka-loan-{row['loan_id']}",
                f"19{row['date'][:2]}-{row['date'][2:4]}-{row['date'][4:]}",
                float(row["amount"]),
                int(row["duration"]),
                *outcomes[row["status"]],
            )
            for row in self.files["loan"]
        }
        self.assertEqual(
            {(key, str(start), *rest) for key, start, *rest in rows}, expected
        )

    def test_schedules_add_up_to_what_is_to_be_paid(self):
        count, total = self._select(
            """
            SELECT count(*), sum(amount) FROM bank_agreement_payment
             WHERE source_key LIKE 'berka-loan-%%' AND kind = 'schedule'
            """
        )[0]
        rows = self.files["loan"]
        self.assertEqual(count, sum(int(row["duration"]) for row in rows))
        owed = sum(Decimal(row["payments"]) * int(row["duration"]) for row in rows)
        self.assertAlmostEqual(total, float(owed), 2)

    def test_loan_without_outcome_has_nothing_paid_and_nothing_overdue(self):
        states = self._select(
            """
            SELECT DISTINCT p.state FROM bank_agreement_payment p
              JOIN bank_agreement a ON a.id = p.agreement_id
             WHERE a.source_key LIKE 'berka-loan-%%'
               AND a.attribute_values->>'loan_outcome' IS NULL
            """
        )
        self.assertEqual(states, [("due",)])

    def test_cards_belong_to_their_holders(self):
        rows = self._select(
            """
            SELECT a.source_key, p.source_key, c.source_key, t.code, a.date_start
              FROM bank_agreement a
              JOIN res_partner p ON p.id = a.partner_id
              JOIN bank_account c ON c.id = a.account_id
              JOIN bank_product t ON t.id = a.product_id
             WHERE a.source_key LIKE 'berka-card-%%'
            """
        )
        disp = {row["disp_id"]: row for row in self.files["disp"]}
        expected = set()
        for row in self.files["card"]:
            holder, day = disp[row["disp_id"]], row["issued"][:6]
            expected.add(
                (
                    f"berka-card-{row['card_id']}",
                    f"berka-client-{holder['client_id']}",
                    f"berka-account-{holder['account_id']}",
                    f"card_{row['type']}",
                    f"19{day[:2]}-{day[2:4]}-{day[4:]}",
                )
            )
        self.assertEqual({(*rest, str(start)) for *rest, start in rows}, expected)

    def test_standing_orders_equal_the_file(self):
        rows = self._select(
            """
            SELECT o.source_key, a.source_key, o.amount, o.counterparty_account
              FROM bank_standing_order o JOIN bank_account a ON a.id = o.account_id
             WHERE o.source_key LIKE 'berka-order-%%'
            """
        )
        expected = {
            (
                f"berka-order-{row['order_id']}",
                f"berka-account-{row['account_id']}",
                float(row["amount"]),
                row["account_to"],
            )
            for row in self.files["order"]
        }
        self.assertEqual(set(rows), expected)

    def test_operations_equal_the_file(self):
        rows = self._select(
            """
            SELECT o.source_key, a.source_key, o.date::date, o.amount, o.balance_after
              FROM bank_operation o JOIN bank_account a ON a.id = o.account_id
             WHERE o.source_key LIKE 'berka-trans_test-%%'
            """
        )
        expected = set()
        for row in self.files["trans_test"]:
            sign = 1 if row["type"] == "credit" else -1
            expected.add(
                (
                    f"berka-trans_test-{row['trans_id']}",
                    f"berka-account-{row['account_id']}",
                    f"19{row['date'][:2]}-{row['date'][2:4]}-{row['date'][4:]}",
                    sign * float(row["amount"]),
                    float(row["balance"]),
                )
            )
        found = {(key, account, str(day), *rest) for key, account, day, *rest in rows}
        self.assertEqual(found, expected)

    def test_balance_runs_from_operation_to_operation(self):
        """The bank rounded interest to tens of hellers, the balance it did not."""
        broken = self._one(
            """
            SELECT count(*) FROM (
                SELECT balance_after - amount - lag(balance_after, 1, 0)
                       OVER (PARTITION BY account_id ORDER BY date) AS gap
                  FROM bank_operation WHERE source_key LIKE 'berka-trans_test-%%'
            ) g WHERE abs(gap) > 0.1
            """
        )
        self.assertEqual(broken, 0)
        wrong = self._one(
            """
            SELECT count(*) FROM (
                SELECT a.balance AS account, g.balance AS agreement,
                       (SELECT balance_after FROM bank_operation o
                         WHERE o.account_id = a.id ORDER BY date DESC LIMIT 1) AS last
                  FROM bank_account a JOIN bank_agreement g ON g.id = a.agreement_id
                 WHERE a.source_key LIKE 'berka-%%'
            ) b WHERE account IS DISTINCT FROM last OR agreement IS DISTINCT FROM last
            """
        )
        self.assertEqual(wrong, 0)

    def test_managers_share_the_clients_of_their_own_branch(self):
        rows = self._select(
            """
            SELECT u.login, b.code, count(*) FROM res_partner p
              JOIN res_users u ON u.id = p.manager_id
              JOIN bank_branch b ON b.id = p.branch_id
             WHERE p.source_key LIKE 'berka-client-%%' GROUP BY u.login, b.code
            """
        )
        counts = {(login, code): count for login, code, count in rows}
        self.assertEqual(
            set(counts),
            {("manager", "CZ-01"), ("manager2", "CZ-01"), ("manager3", "CZ-74")},
        )
        clients = Counter(row["district_id"] for row in self.files["client"])
        self.assertEqual(
            counts["manager", "CZ-01"] + counts["manager2", "CZ-01"], clients["1"]
        )

    def test_client_card_shows_agreements_payments_and_operations(self):
        manager = self.env["res.users"].search([("login", "=", "manager")])
        client = self.env["res.partner"].search(
            [("source_key", "=", "berka-client-3984")]
        )
        card = client.with_user(manager)
        self.assertEqual(card.manager_id, manager)
        trades = card.card_agreement_ids.mapped("trade")
        self.assertEqual(sorted(trades), ["account", "card", "credit"])
        loan = card.card_agreement_ids.filtered(lambda row: row.trade == "credit")
        self.assertEqual(loan.payment_count, 36)
        self.assertIn(loan, card.card_payment_ids.agreement_id)
        self.assertEqual(card.card_debt, 276084)
        self.assertEqual(card.card_operation_ids.account_id, card.card_account_ids)
        self.assertEqual(card.card_savings, card.card_account_ids.balance)
        stranger = self.env["res.users"].search([("login", "=", "manager3")])
        found = self.env["res.partner"].with_user(stranger)
        self.assertFalse(found.search([("id", "=", client.id)]))

    def test_client_is_found_by_a_part_of_the_name(self):
        manager = self.env["res.users"].search([("login", "=", "manager")])
        search = self.env["bank.client.search"].with_user(manager)
        for query in ("весел еле", "dtctkf tktyf", "vesela elena 3984"):
            with self.subTest(query=query):
                titles = [row["title"] for row in search.lookup(query)]
                self.assertIn("Весела Елена (3984)", titles)

    def _snapshot(self):
        return [
            self._select(
                "SELECT count(*), max(id), max(write_date), sum(hashtext(t::text)::bigint) "
                "FROM %s t",
                SQL.identifier(table),
            )
            for table in TABLES
        ]

    def test_second_run_changes_nothing(self):
        before = self._snapshot()
        reports = self.importer.search_count([])
        self.importer._run(FOLDER)
        self.assertEqual(self._snapshot(), before)
        self.assertEqual(self.importer.search_count([]), reports)

    def test_loading_all_rows_again_changes_nothing(self):
        before = self._snapshot()
        created = self.report.created_count
        self.importer._import_folder(FOLDER, again=True)
        self.assertEqual(self._snapshot(), before)
        self.assertEqual(self.report.created_count, created)
        self.assertEqual(self.report.updated_count, 0)
