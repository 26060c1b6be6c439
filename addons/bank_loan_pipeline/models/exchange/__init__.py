from . import bank_application_process
from . import bank_application_exchange
from . import bank_application_bring
from . import bank_approval
