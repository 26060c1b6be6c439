from . import bank_product
from . import bank_offer
from . import bank_offer_steps
from . import crm_lead
from . import bank_decision
