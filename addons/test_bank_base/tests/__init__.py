from . import test_check
from . import test_clock
from . import test_gate
from . import test_gate_forgery
from . import test_gate_migration
from . import test_gate_override
from . import test_gate_trial
from . import test_transition
