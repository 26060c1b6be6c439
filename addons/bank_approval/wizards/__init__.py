from . import bank_committee_ballot
from . import bank_approval_decide
from . import bank_approval_decide_condition
from . import bank_approval_ask
from . import bank_approval_send
from . import bank_approval_send_line
