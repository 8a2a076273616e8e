"""Interview answers with labels: see README.md."""
