from . import bank_decision
from . import mail_mail
from . import mailing_mailing
from . import mailing_mailing_gate
from . import mailing_mailing_withdrawal
from . import mailing_trace
