"""Looking at an archive: SQL, export. Reads the lake, and nothing else."""
