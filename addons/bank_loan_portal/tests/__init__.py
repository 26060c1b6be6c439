from . import test_agent
from . import test_agent_form
from . import test_agent_portal
from . import test_ui
