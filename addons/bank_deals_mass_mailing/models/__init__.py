from . import bank_inquiry
from . import bank_inquiry_letter
from . import link_tracker_click
from . import mail_mail
from . import mail_thread
from . import mailing_mailing
from . import mailing_trace
