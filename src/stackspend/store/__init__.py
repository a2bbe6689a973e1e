"""The stores made real: the catalog, the spool and the ledger. SQL lives here and nowhere else."""
