from . import test_wall_letter
