from . import bank_statement_spread
