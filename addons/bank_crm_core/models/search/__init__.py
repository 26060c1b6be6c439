from . import bank_client_search
from . import res_partner_search
