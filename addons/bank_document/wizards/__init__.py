from . import bank_document_upload
from . import bank_document_refuse
from . import bank_document_print
