from . import bank_sales_plan
from . import bank_sales_plan_facts
from . import bank_sales_plan_line
from . import bank_deal_snapshot
