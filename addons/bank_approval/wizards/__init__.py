from . import bank_committee_ballot
