from . import bank_stage_run
from . import bank_approval_route
from . import bank_approval
