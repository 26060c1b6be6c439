from . import test_bank_letter_list
