from . import bank_registry_document
from . import bank_document_slot
from . import bank_application_dossier
from . import bank_application_letter
