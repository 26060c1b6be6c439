from . import test_broken_folder
from . import test_deals
from . import test_doctests
from . import test_first_sale
from . import test_full_import
from . import test_reader
from . import test_security
from . import test_ui
