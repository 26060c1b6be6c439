from . import bank_letterhead
from . import bank_report_sheet
from . import ir_actions_report
