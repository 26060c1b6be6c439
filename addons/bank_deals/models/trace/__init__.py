from . import bank_stage_run
from . import crm_lead
from . import bank_action_item
