from . import bank_agreement
from . import bank_decision
from . import bank_process
from . import crm_stage
from . import crm_lead
from . import crm_lead_closing
from . import crm_lead_scoring
from . import res_partner
