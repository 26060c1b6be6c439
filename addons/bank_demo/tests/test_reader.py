# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import random
from datetime import date
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from odoo.addons.bank_demo.tools import berka, loans, names, operations

from .common import SMALL_BANK, change_row, make_folder

# file, row (from 1), what stands there, reason
BROKEN_ROWS = [
    ("district", 1, "1;Hl.m. Praha;Prague", "columns"),
    ("district", 1, "x" + SMALL_BANK["district"][1], "number"),
    ("district", 1, SMALL_BANK["district"][1].replace("Prague", " "), "text"),
    ("client", 2, '900002;"450204"', "columns"),
    ("client", 2, '900002;"450204";1;extra', "columns"),
    ("client", 2, "", "columns"),
    ("client", 2, '900002;"450204;1', "columns"),
    ("client", 2, '900002;"451304";1', "date"),
    ("client", 2, '900002;"456304";1', "date"),
    ("client", 2, '900002;"450230";1', "date"),
    ("client", 2, '900002;"45x204";1', "date"),
    ("client", 2, '900002;"450204";7', "district"),
    ("client", 2, '900001;"450204";1', "duplicate"),
    ("client", 2, '0;"450204";1', "number"),
    ("client", 2, '2.5;"450204";1', "number"),
    ("account", 1, '900010;1;"yearly";930101', "code"),
    ("account", 1, '900010;1;"monthly issuance";19930101', "date"),
    ("disp", 1, '900101;900009;900010;"OWNER"', "client"),
    ("disp", 1, '900101;900001;900099;"OWNER"', "account"),
    ("disp", 2, '900102;900002;900010;"OWNER"', "second_owner"),
    ("disp", 2, '900102;900002;900010;"HEIR"', "code"),
    ("loan", 1, "901001;900099;930705;96396;12;8033.00;B", "account"),
    ("loan", 1, "901001;900010;930705;96,396;12;8033.00;B", "amount"),
    ("loan", 1, "901001;900010;930705;-5;12;8033.00;B", "amount"),
    ("loan", 1, "901001;900010;930705;1e5;12;8033.00;B", "amount"),
    ("loan", 1, "901001;900010;930705;nan;12;8033.00;B", "amount"),
    ("loan", 1, "901001;900010;930705;96396;0;8033.00;B", "number"),
    ("loan", 1, "901001;900010;930705;96396;9999;8033.00;B", "number"),
    ("loan", 1, "901001;900010;930705;96396;12;8033.00;E", "code"),
    ("card", 1, '900005;900999;"gold";931107 00:00:00', "disp"),
    ("card", 1, '900005;900101;"gold";931107 99:00:00', "date"),
    ("order", 1, '900301;900010;"YZ";"87144583";0.00;"SIPO"', "amount"),
    ("order", 1, '900301;900010;"YZ";"87144583";2452.001;"SIPO"', "amount"),
    ("order", 1, '900301;900010;"";"87144583";2452.00;"SIPO"', "text"),
    ("order", 1, '900301;900010;"YZ";"87-14";2452.00;"SIPO"', "number"),
    ("trans_test", 1, "900901;900010;930201;gift;;1000.00;1000.00;;;", "code"),
    ("trans_test", 1, "900901;900010;930201;credit;;1000.00;;;;", "amount"),
]


@tagged("post_install", "-at_install")
class TestReader(BaseCase):
    def _read(self, **changes):
        bank = berka.read_bank(make_folder(self, **changes))
        for name, table in bank.items():
            accounted = len(table.records) + len(table.skipped)
            self.assertEqual(table.read, accounted, f"rows of {name} got lost")
        return bank

    def test_small_bank_is_read_whole(self):
        bank = self._read()
        for name, table in bank.items():
            self.assertFalse(table.skipped, name)
            self.assertEqual(len(table.records), len(SMALL_BANK[name]) - 1)

    def test_women_have_fifty_added_to_the_month(self):
        client = self._read()["client"].records
        self.assertEqual(client[900001].birth, (date(1970, 12, 13), "female"))
        self.assertEqual(client[900002].birth, (date(1945, 2, 4), "male"))

    def test_unknown_figures_are_not_zero(self):
        district = self._read()["district"].records[69]
        self.assertIsNone(district.unemployment_1995)
        self.assertIsNone(district.crimes_1995)
        self.assertEqual(district.unemployment_1996, Decimal("7.01"))

    def test_both_spellings_of_codes_are_read(self):
        bank = self._read()
        self.assertEqual(bank["account"].records[900020].frequency, "weekly")
        operation = bank["trans_test"].records[900905]
        self.assertEqual(
            (operation.signed, operation.kind, operation.purpose),
            (Decimal("-2000.00"), "transfer_out", "loan"),
        )
        self.assertEqual(bank["order"].records[900302].purpose, "")
        self.assertEqual(bank["trans_test"].records[900906].other_account, "")

    def test_broken_row_is_named_with_its_reason(self):
        for name, row, text, reason in BROKEN_ROWS:
            with self.subTest(file=name, text=text):
                bank = self._read(**{name: change_row(name, row, text)})
                found = {(one.line, one.reason) for one in bank[name].skipped}
                self.assertIn((row + 1, reason), found)
                self.assertEqual(bank[name].read, len(SMALL_BANK[name]) - 1)

    def test_bytes_that_are_no_text_cost_their_row_only(self):
        content = "\n".join(SMALL_BANK["client"]).encode()
        bank = self._read(client=content.replace(b';"450204"', b';"\xe9\xff204"'))
        self.assertEqual([s[:2] for s in bank["client"].skipped], [(3, "encoding")])
        self.assertEqual(set(bank["client"].records), {900001, 900003})

    def test_what_hangs_on_a_broken_row_falls_with_it(self):
        bank = self._read(client=change_row("client", 3, '900003;"406009";7'))
        reasons = {
            name: [skipped.reason for skipped in table.skipped]
            for name, table in bank.items()
            if table.skipped
        }
        self.assertEqual(
            reasons,
            {
                "client": ["district"],
                "disp": ["client"],
                "account": ["no_owner"],
                "loan": ["account"],
                "order": ["account"],
                "trans_test": ["account", "account"],
            },
        )

    def test_user_of_an_account_without_owner_is_skipped(self):
        bank = self._read(disp=change_row("disp", 1, '900101;900001;900010;"NOBODY"'))
        reasons = [skipped.reason for skipped in bank["disp"].skipped]
        self.assertEqual(reasons, ["code", "account"])

    def test_missing_file_is_a_problem_of_its_own(self):
        bank = self._read(loan=None)
        self.assertEqual((bank["loan"].problem, bank["loan"].read), ("missing", 0))
        self.assertEqual(len(bank["order"].records), 2)

    def test_folder_in_place_of_a_file_is_unreadable(self):
        folder = make_folder(self, card=None)
        (folder / "card.csv").mkdir()
        self.assertEqual(berka.read_bank(folder)["card"].problem, "unreadable")

    def test_empty_file_is_a_problem_of_its_own(self):
        self.assertEqual(self._read(loan=b"")["loan"].problem, "empty")

    def test_header_without_rows_is_no_problem(self):
        table = self._read(card=SMALL_BANK["card"][:1])["card"]
        self.assertEqual((table.problem, table.read), ("", 0))

    def test_rows_under_a_wrong_header_are_not_guessed(self):
        for header in (b"loan;account", b'"loan_id', b"\xff\xfe"):
            with self.subTest(header=header):
                lines = "\n".join(["", *SMALL_BANK["loan"][1:]]).encode()
                table = self._read(loan=header + lines)["loan"]
                self.assertEqual((table.problem, table.read), ("header", 2))
                self.assertEqual({one.reason for one in table.skipped}, {"header"})

    def test_byte_order_mark_and_other_line_ends_are_read(self):
        content = b"\xef\xbb\xbf" + "\r\n".join(SMALL_BANK["client"]).encode()
        self.assertEqual(len(self._read(client=content)["client"].records), 3)

    def test_no_corruption_whatever_raises_or_loses_a_row(self):
        chance = random.Random(19990901)
        for _turn in range(200):
            name = chance.choice(list(SMALL_BANK))
            content = bytearray("\n".join(SMALL_BANK[name]).encode())
            for _hit in range(chance.randint(1, 4)):
                place = chance.randrange(len(content))
                content[place] = chance.randrange(256)
            self._read(**{name: bytes(content)})


@tagged("post_install", "-at_install")
class TestRules(BaseCase):
    def _loan(self, outcome, granted=date(1998, 1, 31), months=24):
        amount = Decimal(100 * months)
        return berka.Loan(1, 1, granted, amount, months, Decimal(100), outcome)

    def _states(self, outcome, **values):
        schedule = loans.build_schedule(self._loan(outcome, **values), berka.AS_OF)
        return "".join(row.state[0] for row in schedule)

    def test_schedule_says_no_more_than_the_files_do(self):
        self.assertEqual(self._states("paid", months=11), "p" * 11)
        self.assertEqual(self._states("unpaid", months=11), "d" * 10 + "o")
        self.assertEqual(self._states("running"), "p" * 11 + "d" * 13)
        self.assertEqual(self._states("arrears"), "d" * 10 + "o" + "d" * 13)
        self.assertEqual(self._states(""), "d" * 24)

    def test_instalments_keep_to_the_end_of_shorter_months(self):
        schedule = loans.build_schedule(self._loan(""), berka.AS_OF)
        self.assertEqual(schedule[0].date, date(1998, 2, 28))
        self.assertEqual(schedule[1].date, date(1998, 3, 31))
        self.assertEqual(schedule[-1].date, date(2000, 1, 31))

    def test_balance_is_empty_where_nothing_is_known(self):
        expected = {"paid": 1300, "running": 1300, "unpaid": None, "arrears": None}
        for outcome, balance in {**expected, "": 2400}.items():
            loan = self._loan(outcome)
            schedule = loans.build_schedule(loan, berka.AS_OF)
            with self.subTest(outcome=outcome):
                self.assertEqual(loans.find_balance(loan, schedule), balance)

    def test_operations_of_a_day_follow_their_balance(self):
        bank = berka.read_bank(make_folder(self))
        arranged = operations.arrange(bank["trans_test"].records.values())
        self.assertEqual(
            [operation.number for operation, _moment in arranged],
            [900901, 900902, 900903, 900904, 900905, 900906],
        )
        moments = [moment for _operation, moment in arranged]
        self.assertEqual(moments[:4], sorted(moments[:4]))

    def test_names_follow_from_number_and_sex(self):
        for number in range(1, 500):
            name = names.make_name(number, "female")
            self.assertEqual(name, names.make_name(number, "female"))
            surname, given, tail = name.split(" ")
            self.assertIn(given, names.WOMEN)
            self.assertIn(surname, [pair[1] for pair in names.SURNAMES])
            self.assertEqual(tail, f"({number})")
            self.assertIn(names.make_name(number, "male").split(" ")[1], names.MEN)

    def test_phones_cannot_be_real(self):
        import phonenumbers

        for number in (1, 13998, 999999):
            phone = phonenumbers.parse(names.make_phone(number))
            self.assertTrue(phonenumbers.is_possible_number(phone))
            self.assertFalse(phonenumbers.is_valid_number(phone))
