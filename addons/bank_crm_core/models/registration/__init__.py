from . import bank_client_licence
from . import bank_client_identifier_type
from . import bank_client_identifier
from . import bank_client_search
from . import bank_obligation_kind
from . import bank_obligation
from . import res_partner
from . import res_partner_shareholder
