from . import bank_demo_import
from . import bank_demo_import_line
from . import bank_demo_import_skip
from . import bank_demo_setup
from . import bank_demo_catalogue
from . import bank_demo_feed
from . import bank_demo_deals
from . import bank_demo_documents
