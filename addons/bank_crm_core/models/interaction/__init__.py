from . import bank_channel
from . import bank_interaction
from . import mail_activity
from . import bank_client_phone_call
from . import ir_websocket
from . import calendar_event
from . import res_partner_live
