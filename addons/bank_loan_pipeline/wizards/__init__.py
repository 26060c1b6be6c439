from . import bank_credit_report_ask
from . import bank_deal_identify
from . import bank_loan_choice
from . import bank_loan_choice_line
from . import bank_policy_propose
from . import bank_scorecard_replay
from . import bank_scorecard_replay_line
from . import bank_scoring_override
