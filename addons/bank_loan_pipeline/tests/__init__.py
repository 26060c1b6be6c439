from . import test_application
from . import test_application_security
from . import test_choice
from . import test_compare
from . import test_full_cost
from . import test_schedule
from . import test_schedule_properties
from . import test_ui
