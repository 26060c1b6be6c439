from . import bank_approval
from . import bank_approval_drawn_mixin
