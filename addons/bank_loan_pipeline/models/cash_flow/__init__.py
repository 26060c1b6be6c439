from . import bank_cash_flow_item
from . import bank_cash_flow_line
from . import bank_cash_flow_transfer
from . import bank_application_sources
from . import bank_application
from . import bank_application_memo
