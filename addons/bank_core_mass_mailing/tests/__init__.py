from . import test_mailing_gate
from . import test_mailing_security
from . import test_mailing_segment
from . import test_mailing_withdrawal
from . import test_ui
