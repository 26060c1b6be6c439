from . import test_request
from . import test_security
from . import test_ui
from . import test_ui_committee
from . import test_ui_phone
from . import test_committee_step
from . import test_authority
from . import test_duties
