from . import bank_offer_step
from . import bank_offer
