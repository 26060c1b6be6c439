from . import bank_interaction
from . import bank_interaction_summary
from . import bank_event_guest
from . import calendar_event
from . import discuss_channel
from . import discuss_channel_member
from . import res_partner
from . import res_partner_call
