from . import bank_loan_choice
from . import bank_loan_choice_line
