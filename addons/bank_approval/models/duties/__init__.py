from . import bank_approval_duties
from . import bank_approval_duties_past
from . import bank_approval_drawn_mixin
from . import bank_approval_route
from . import bank_authority_matrix
from . import bank_decision
