from . import test_mass_sms
from . import test_mass_sms_security
from . import test_mass_sms_withdrawal
from . import test_ui
