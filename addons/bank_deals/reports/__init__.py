from . import bank_inquiry_report
from . import bank_deal_change
from . import bank_sales_plan_figure
from . import bank_deal_loss
from . import bank_deal_stay
