from . import bank_inquiry
from . import bank_inquiry_letter
from . import mail_thread
from . import mailing_trace
