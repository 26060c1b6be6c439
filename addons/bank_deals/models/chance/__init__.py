from . import bank_registry_model
from . import bank_deal_calibration
from . import bank_model
from . import bank_process
from . import crm_lead_past
from . import crm_lead_chance
