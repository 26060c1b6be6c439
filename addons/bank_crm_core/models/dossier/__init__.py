from . import bank_agreement
from . import res_partner_dossier
from . import bank_document
from . import bank_document_slot
from . import bank_registry_document
