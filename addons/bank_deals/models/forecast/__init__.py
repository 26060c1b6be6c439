from . import bank_process
from . import bank_sales_plan_line
from . import bank_sales_plan
from . import crm_lead
