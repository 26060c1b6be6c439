from . import client_key
from . import feed
from . import lookup
from . import phones
from . import registration
