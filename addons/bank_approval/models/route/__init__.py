from . import bank_approval_when_mixin
from . import bank_approval_drawn_mixin
from . import bank_approval_drawn_part_mixin
from . import bank_approval_rule_mixin
from . import bank_approval_route
from . import bank_approval_step
