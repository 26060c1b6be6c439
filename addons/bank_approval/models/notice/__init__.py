from . import res_users
from . import bank_approval
from . import bank_approval_turn
from . import bank_approval_task
from . import bank_committee_item
