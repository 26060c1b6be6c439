from . import bank_check
