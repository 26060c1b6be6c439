from . import bank_attribute_formula
from . import bank_attribute_file
from . import bank_document_slot
from . import bank_attribute_value
from . import bank_attribute_document_mixin
from . import bank_product
from . import bank_agreement
