from . import bank_statement_item
from . import bank_statement
from . import bank_statement_line
from . import bank_indicator
from . import bank_indicator_value
