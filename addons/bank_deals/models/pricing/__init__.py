from . import bank_product
from . import bank_offer
from . import crm_lead
