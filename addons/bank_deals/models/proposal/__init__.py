from . import bank_attribute
from . import crm_lead
