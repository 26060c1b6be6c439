from . import crm_lead
from . import bank_offer
from . import bank_approval
from . import bank_approval_assignment
