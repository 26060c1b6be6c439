from . import bank_validation_item
from . import bank_application_validation
from . import bank_application
from . import bank_check
from . import bank_decision
