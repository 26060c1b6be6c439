from . import bank_approval_opening
from . import bank_approval_route
from . import bank_approval_mixin
