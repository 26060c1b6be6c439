from . import bank_credit_bureau
from . import bank_credit_report
from . import bank_credit_report_line
from . import bank_consent
from . import bank_application
from . import bank_check
from . import bank_document
