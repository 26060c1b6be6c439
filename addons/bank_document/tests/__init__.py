from . import test_type
