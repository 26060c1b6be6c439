from . import bank_decision
from . import bank_registry_act
from . import route
from . import request
from . import committee
from . import authority
from . import duties
