from . import bank_access_explain
from . import bank_access_explain_line
from . import bank_gate_move
from . import bank_gate_override
from . import bank_process_trial
from . import bank_process_trial_line
