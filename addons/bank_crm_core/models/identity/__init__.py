from . import bank_identity_type
from . import bank_identity_document
from . import bank_identity_document_feed
from . import bank_identity_unmask
from . import res_partner_identity
from . import bank_client_search_identity
from . import bank_duplicate_rule_identity
