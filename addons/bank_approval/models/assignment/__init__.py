from . import bank_approval_assignment
from . import bank_approval_assignment_steps
from . import bank_approval_assignment_clock
from . import bank_access_task
from . import bank_approval
from . import bank_committee_item
from . import bank_decision
