from . import test_reply
from . import test_response
from . import test_response_door
from . import test_response_security
from . import test_ui
