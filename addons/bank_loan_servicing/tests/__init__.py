from . import test_delinquency
from . import test_journey
from . import test_loan_change
from . import test_loan_change_memo
from . import test_loan_change_risk
from . import test_loan_review
from . import test_security
from . import test_ui
