from . import bank_registry_model
from . import bank_model
from . import bank_document
