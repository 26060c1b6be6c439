from . import bank_process_migration
from . import bank_meeting_note
from . import bank_inquiry_qualify
from . import bank_sales_plan_spread
from . import bank_deal_proposal
from . import bank_process_trial
from . import bank_process_trial_line
from . import crm_lead_lost
