from . import bank_deal_source_mixin
from . import bank_interaction
from . import crm_lead
