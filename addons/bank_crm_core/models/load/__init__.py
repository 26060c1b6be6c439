from . import bank_client_import
from . import bank_client_import_column
from . import bank_client_import_line
from . import bank_client_import_line_contact
from . import bank_client_import_line_complete
from . import bank_client_import_line_file
