from . import test_bank_loan
