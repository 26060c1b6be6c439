from . import bank_queue
from . import bank_queue_member
from . import bank_queue_mixin
from . import bank_queue_push
from . import bank_request
from . import res_partner
