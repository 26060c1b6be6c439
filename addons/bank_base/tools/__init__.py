from . import decision_chain
