from . import bank_decision
from . import bank_registry_act
from . import committee
from . import route
from . import request
