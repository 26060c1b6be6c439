from . import bank_competitor
from . import crm_lost_reason
from . import crm_lead_loss
