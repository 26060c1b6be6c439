from . import test_doctests
from . import test_keyboard
from . import test_names
from . import test_properties
from . import test_query
from . import test_similarity
from . import test_transliteration
