from . import test_type
from . import test_extract
from . import test_upload
from . import test_upload_attacks
from . import test_upload_pdf
from . import test_upload_properties
from . import test_recognise
