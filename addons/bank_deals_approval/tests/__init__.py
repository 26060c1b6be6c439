from . import test_deals_approval
