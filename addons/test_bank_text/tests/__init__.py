from . import test_full_text
