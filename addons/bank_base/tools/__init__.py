from . import decision_chain
from . import formula
