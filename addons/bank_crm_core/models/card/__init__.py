from . import res_partner_card
from . import res_partner_contacts
from . import res_partner_burning
from . import bank_preapproved_offer
from . import bank_client_profit
from . import bank_phone_call
