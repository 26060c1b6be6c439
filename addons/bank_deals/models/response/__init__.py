from . import bank_response_rule
from . import crm_lead
from . import bank_inquiry
from . import bank_interaction
