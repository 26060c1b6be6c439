from . import bank_act_rule
from . import bank_act_request
from . import bank_act_mixin
from . import bank_transition_mixin
from . import bank_approval_route
from . import bank_approval_duties
from . import bank_decision
