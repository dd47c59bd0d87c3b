"""Files: names change, the rest stays."""
