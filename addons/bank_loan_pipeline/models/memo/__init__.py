from . import bank_credit_memo_section
from . import bank_credit_memo
from . import bank_credit_memo_line
from . import bank_application
from . import bank_application_data
from . import bank_application_package
from . import bank_application_letter
from . import bank_decision
