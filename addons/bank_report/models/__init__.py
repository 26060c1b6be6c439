from . import bank_letterhead
from . import ir_actions_report
