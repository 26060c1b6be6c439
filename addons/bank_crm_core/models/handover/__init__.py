from . import bank_handover
from . import bank_handover_target
from . import bank_handover_line
from . import bank_handover_run
