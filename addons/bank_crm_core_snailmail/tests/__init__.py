from . import test_letter_closed
from . import test_wall_letter
