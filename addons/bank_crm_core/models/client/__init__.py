from . import bank_client_phone
from . import res_partner
from . import res_partner_signup
from . import res_partner_wall
from . import res_partner_access
from . import res_partner_bank
from . import res_partner_feed
