from . import bank_attribute
from . import bank_attribute_value
from . import crm_lead
from . import bank_agreement
