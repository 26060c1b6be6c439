from . import test_collateral
from . import test_coverage
from . import test_shortfall
from . import test_number
from . import test_security
from . import test_ui
