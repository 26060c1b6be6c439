from . import test_branch
from . import test_decision
from . import test_decision_extract
from . import test_decision_tools
from . import test_formula_columns
from . import test_formula_fuzz
from . import test_formula_record
