from . import bank_preapproved_offer
from . import bank_client_profit
from . import bank_phone_call
