from . import test_tools
from . import test_client
from . import test_catalogue
from . import test_agreement
from . import test_feed
from . import test_search
from . import test_security
from . import test_forgery
