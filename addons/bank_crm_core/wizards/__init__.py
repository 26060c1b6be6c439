from . import bank_interaction_note
