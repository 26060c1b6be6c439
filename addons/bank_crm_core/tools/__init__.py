from . import client_key
from . import feed
from . import phones
from . import registration
