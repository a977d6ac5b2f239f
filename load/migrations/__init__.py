"""Schema migrations, run by the program itself; see load.versioning."""
