from . import test_branch
from . import test_decision
from . import test_decision_tools
