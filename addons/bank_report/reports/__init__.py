from . import branch_directory
