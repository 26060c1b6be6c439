from . import bank_approval_route
from . import bank_approval_mixin
from . import bank_approval
from . import bank_approval_condition
from . import bank_committee_item
