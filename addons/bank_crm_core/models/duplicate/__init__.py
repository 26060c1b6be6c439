from . import bank_duplicate_rule
from . import bank_duplicate_criterion
from . import bank_duplicate_pair
from . import bank_duplicate_run
