from . import bank_inquiry_qualify
