from . import bank_approval_round
from . import bank_approval_mixin
from . import bank_approval_when_mixin
from . import bank_approval
from . import bank_approval_drawn_mixin
from . import bank_approval_route
from . import bank_authority_matrix
