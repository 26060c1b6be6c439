from . import test_forms
from . import test_statement
from . import test_ui
