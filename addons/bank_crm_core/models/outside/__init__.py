from . import bank_outside_service
from . import mail_link_preview
