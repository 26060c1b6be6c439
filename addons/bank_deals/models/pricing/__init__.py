from . import bank_product
from . import bank_offer
