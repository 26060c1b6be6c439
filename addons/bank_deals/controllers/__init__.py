from . import inquiry
from . import offer
