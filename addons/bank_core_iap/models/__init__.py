from . import iap_account
from . import iap_autocomplete_api
from . import res_company
from . import res_partner
