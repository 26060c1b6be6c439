from . import bank_agreement
from . import bank_agreement_event
from . import bank_agreement_terms
from . import bank_agreement_party
from . import bank_agreement_payment
from . import bank_account
from . import bank_operation
from . import bank_standing_order
