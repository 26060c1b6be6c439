# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import tempfile
from pathlib import Path

# A bank of two districts, three clients and two accounts, all rows right. The numbers
# are not those of the real bank, which may be in the database.
SMALL_BANK = {
    "district": [
        "code ;name ;region;no. of inhabitants;"
        "no. of municipalities with inhabitants < 499 ;"
        "no. of municipalities with inhabitants 500-1999;"
        "no. of municipalities with inhabitants 2000-9999 ;"
        "no. of municipalities with inhabitants >10000 ;no. of cities ;"
        "ratio of urban inhabitants ;average salary ;unemploymant rate '95 ;"
        "unemploymant rate '96 ;no. of enterpreneurs per 1000 inhabitants ;"
        "no. of commited crimes '95 ;no. of commited crimes '96 ",
        "1;Hl.m. Praha;Prague;1204953;0;0;0;1;1;100.0;12541;0.29;0.43;167;85677;99107",
        "69;Jesenik;north Moravia;42821;4;13;5;1;3;48.4;8173;?;7.01;124;?;1358",
    ],
    "client": [
        '"client_id";"birth_number";"district_id"',
        '900001;"706213";1',
        '900002;"450204";1',
        '900003;"406009";69',
    ],
    "account": [
        '"account_id";"district_id";"frequency";"creation_date"',
        '900010;1;"monthly issuance";930101',
        '900020;69;"POPLATEK TYDNE";930102',
    ],
    "disp": [
        '"disp_id";"client_id";"account_id";"type"',
        '900101;900001;900010;"OWNER"',
        '900102;900002;900010;"DISPONENT"',
        '900103;900003;900020;"OWNER"',
    ],
    "loan": [
        "loan_id;account_id;date;amount;duration;payments;status",
        "901001;900010;930705;96396;12;8033.00;B",
        "901002;900020;940131;24000;12;2000.00;",
    ],
    "card": [
        '"card_id";"disp_id";"type";"issued"',
        '900005;900101;"gold";931107 00:00:00',
    ],
    "order": [
        '"order_id";"account_id";"bank_to";"account_to";"amount";"k_symbol"',
        '900301;900010;"YZ";"87144583";2452.00;"SIPO"',
        '900302;900020;"AB";"26693541";327.50;" "',
    ],
    "trans_test": [
        "trans_id;account_id;date;type;operation;amount;balance;k_symbol;bank;account",
        "900901;900010;930201;credit;credit in cash;1000.00;1000.00;;;",
        "900903;900010;930202;withdrawal;withdrawal in cash;300.00;1200.00;;;",
        "900902;900010;930202;credit;credit in cash;500.00;1500.00;;;",
        "900904;900010;930228;PRIJEM;;2.50;1202.50;UROK;;",
        "900905;900020;940301;VYDAJ;PREVOD NA UCET;2000.00;-2000.00;UVER;YZ;87144583",
        "900906;900020;940302;withdrawal;credit card withdrawal;100.00;-2100.00;;;0",
    ],
}


def make_folder(test, **changes):
    """Write the small bank into a folder of the test (or its class) and return its path.

    :param changes: file name → content in bytes, list of lines, or None for no file
    """
    folder = tempfile.TemporaryDirectory()
    add_cleanup = test.addClassCleanup if isinstance(test, type) else test.addCleanup
    add_cleanup(folder.cleanup)
    for name, lines in {**SMALL_BANK, **changes}.items():
        if lines is None:
            continue
        if not isinstance(lines, bytes):
            lines = "".join(f"{line}\n" for line in lines).encode()
        Path(folder.name, f"{name}.csv").write_bytes(lines)
    return Path(folder.name)


def change_row(name, row, text):
    """Return the lines of a file of the small bank with one row (from 1) replaced."""
    lines = list(SMALL_BANK[name])
    lines[row] = text
    return lines
