from . import mail_thread
from . import bank_inquiry_mailbox
from . import bank_inquiry
from . import bank_inquiry_letter
from . import bank_inquiry_letter_gateway
