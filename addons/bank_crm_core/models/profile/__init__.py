from . import bank_client_form_page
from . import bank_client_form
from . import res_partner
