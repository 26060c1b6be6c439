from . import bank_decision
from . import res_users_role
from . import res_users_role_line
