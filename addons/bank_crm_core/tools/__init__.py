from . import client_key
from . import feed
from . import identity
from . import lookup
from . import ownership
from . import masking
from . import phones
from . import registration
