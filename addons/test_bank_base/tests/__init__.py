from . import test_check
from . import test_gate
from . import test_gate_forgery
from . import test_transition
