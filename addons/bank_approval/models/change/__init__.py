from . import bank_approval_route
from . import bank_approval_mixin
from . import bank_approval
