from . import bank_agreement
from . import bank_obligation
from . import crm_lead
