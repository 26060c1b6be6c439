from . import test_deals_approval
from . import test_package_limits
