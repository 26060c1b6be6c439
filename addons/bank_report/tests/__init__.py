from . import test_barcode
from . import test_fetcher
from . import test_http
from . import test_letterhead
from . import test_pdf
