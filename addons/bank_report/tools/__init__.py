# before anything here imports weasyprint, which logs while it is imported
from . import quiet
