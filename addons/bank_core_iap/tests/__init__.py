from . import test_paid_services
