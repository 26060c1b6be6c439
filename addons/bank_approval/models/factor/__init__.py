from . import bank_approval_step
from . import bank_approval_task
