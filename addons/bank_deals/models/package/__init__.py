from . import bank_deal_facility
from . import crm_lead
from . import bank_agreement
