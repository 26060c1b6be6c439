from . import bank_territory
from . import bank_branch
from . import bank_inquiry
from . import crm_lead
from . import bank_sales_plan
