from . import res_users
from . import bank_approval_turn
from . import bank_approval_task
