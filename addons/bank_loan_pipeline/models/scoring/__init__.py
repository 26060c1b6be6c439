from . import bank_scorecard
from . import bank_scorecard_characteristic
from . import bank_scorecard_band
from . import bank_scorecard_run
from . import bank_scoring_result
from . import bank_application
from . import bank_check
from . import bank_decision
