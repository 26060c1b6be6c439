from . import bank_refusal_reason
from . import bank_application_refusal
from . import bank_application
