from . import crm_lead_pace
from . import crm_lead_step
from . import crm_lead_day
