from . import test_bank_process
from . import test_bank_stage
from . import test_bank_document
from . import test_bank_paper
from . import test_bank_case
from . import test_bank_folder
from . import test_bank_letter
from . import test_bank_registries
